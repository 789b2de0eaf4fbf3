import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

interface Package {
  readonly folder: string
  /** Paths of those of its modules that are in the page or in a worker. */
  readonly modules: Set<string>
}

const packages = new Map<string, Package>()

/** Notes whose code a bundle holds; it goes into each worker's bundle, which Vite makes apart. */
export function notePackages(): Plugin {
  return {
    name: 'note-packages',
    apply: 'build',
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle))
        if (part.type === 'chunk') for (const module of part.moduleIds) note(module)
    },
  }
}

/**
 * Writes licenses.txt beside the page: each package with its license once. The scripts have no notices in them,
 * since TensorFlow.js repeats its own in every module, half of its size.
 */
export function licensesPlugin(): Plugin {
  return {
    name: 'licenses',
    apply: 'build',
    buildStart: () => packages.clear(),
    generateBundle() {
      const sections = [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => section(each))
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: sections.join('\n\n\n') })
    },
  }
}

function note(module: string): void {
  const [path = ''] = module.split('?')
  const [, folder, name] = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(path) ?? []
  if (!folder || !name || path.startsWith('\0')) return
  const known = packages.get(name) ?? { folder, modules: new Set<string>() }
  packages.set(name, known)
  known.modules.add(path)
}

function section({ folder, modules }: Package): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((each) => /^(license|licence|copying)/i.test(each))
  const text = file ? readFileSync(join(folder, file), 'utf8') : notices(modules).join('\n\n')
  return `${name} ${version} (${license})\n\n${text.trim()}`
}

const notice = /^\/\*\*\s+\* @license\n(.*?)\*\//s

/** The notices at the heads of some modules, each once. */
function notices(modules: Iterable<string>): readonly string[] {
  const heads = [...modules].map((path) => notice.exec(readFileSync(path, 'utf8'))?.[1] ?? '')
  return [...new Set(heads.map((head) => head.replace(/^ \* ?/gm, '').trim()))]
}
