import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildKernels } from '../kernels.ts'
import { root } from './root.ts'
import { runAside } from './run.ts'

const dist = join(root, 'dist')
const mark = join(dist, '.built-from')

/** Builds the page into dist/, which links the models folder. */
export async function buildPage(): Promise<void> {
  await buildKernels()
  await runAside('vite', 'build', '--logLevel', 'warn')
  writeFileSync(mark, sources())
}

/** Builds the page unless dist/ was built from exactly these sources. */
export async function buildPageIfChanged(): Promise<void> {
  if (existsSync(mark) && readFileSync(mark, 'utf8') === sources()) return
  console.error('building the page')
  await buildPage()
}

/** A checksum over names and contents of everything that enters the built page; the models are only linked. */
function sources(): string {
  const sum = createHash('sha256')
  for (const name of ['index.html', 'package-lock.json', 'vite.config.ts', 'scripts', 'src', 'public'])
    for (const file of filesOf(name)) sum.update(`${file}\0`).update(readFileSync(join(root, file)))
  return sum.digest('hex')
}

function filesOf(name: string): readonly string[] {
  const path = join(root, name)
  if (name.includes('.')) return [name]
  const found = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return found.map((entry) => join(entry.parentPath, entry.name).slice(root.length)).sort()
}
