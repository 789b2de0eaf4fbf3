import { posix } from 'node:path'
import { type Import, importsOf } from './importsOf.ts'

/** What the files of one room may import; its own files always. */
export interface Room {
  /** Folders (ending in a slash) and files under src. */
  readonly files: readonly string[]
  /** Folders of which only types may be taken. */
  readonly types?: readonly string[]
  /** Names, or beginnings of names when they end in a star. */
  readonly packages: readonly string[]
}

/** A package that only some files of its room may name. */
export interface Reserved {
  readonly packages: string
  readonly for: readonly string[]
}

export interface Plan {
  /** By folder (ending in a slash) or file under src. */
  readonly rooms: Readonly<Record<string, Room>>
  readonly reserved: readonly Reserved[]
}

/** The imports of one file (its path is relative to src) that the plan does not allow, in sentences. */
export function trespasses(plan: Plan, file: string, source: string): readonly string[] {
  const name = Object.keys(plan.rooms).find((each) => within(file, each))
  if (name === undefined) return [`${file} is in no room`]
  const room = plan.rooms[name]!
  return importsOf(file, source)
    .filter((each) => !allowed(plan, { name, room, file }, each))
    .map((each) => `${file} imports ${each.specifier}; ${sentence(name, room)}`)
}

interface From {
  readonly name: string
  readonly room: Room
  readonly file: string
}

function allowed({ reserved }: Plan, { name, room, file }: From, { specifier, typeOnly }: Import): boolean {
  if (/^!?[./]/.test(specifier)) {
    const target = targetOf(file, specifier)
    const folders = [name, ...room.files, ...(typeOnly ? (room.types ?? []) : [])]
    return folders.some((folder) => within(target, folder))
  }
  const holder = reserved.find((each) => matches(specifier, each.packages))
  if (holder && !holder.for.some((folder) => within(file, folder))) return false
  return room.packages.some((pattern) => matches(specifier, pattern))
}

/** The path under src that a relative specifier means: without its query, and without the ! of a glob. */
function targetOf(file: string, specifier: string): string {
  const path = specifier.replace(/^!/, '').replace(/\?.*$/, '')
  return path.startsWith('/') ? path : posix.join(posix.dirname(file), path)
}

function within(file: string, folderOrFile: string): boolean {
  return folderOrFile.endsWith('/') ? file.startsWith(folderOrFile) : file === folderOrFile
}

function matches(specifier: string, pattern: string): boolean {
  if (pattern.endsWith('*')) return specifier.startsWith(pattern.slice(0, -1))
  return specifier === pattern || specifier.startsWith(`${pattern}/`)
}

function sentence(name: string, { files, types = [], packages }: Room): string {
  const may = [...files, ...types.map((folder) => `types of ${folder}`), ...packages]
  return `${name} may import ${may.join(', ') || 'nothing'}`
}
