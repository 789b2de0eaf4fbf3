import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './lib/root.ts'

const sources = join(root, 'src/core/kernels/assembly')
const generated = join(root, 'src/core/kernels/generated')
const mark = join(generated, '.built-from')

const flags = [
  '-O3',
  '--enable',
  'simd',
  '--runtime',
  'stub',
  '--importMemory',
  '--initialMemory',
  '1',
  '--noAssert',
]

/** Two builds of one source: browsers without relaxed SIMD take the plain one. */
const builds: Readonly<Record<string, readonly string[]>> = {
  'relaxed.wasm': ['--enable', 'relaxed-simd'],
  'plain.wasm': [],
}

/**
 * Compiles the AssemblyScript kernels into src/core/kernels/generated unless they are there, built from exactly these sources.
 * @throws Error with the compiler's words
 */
export async function buildKernels(): Promise<void> {
  const checksum = checksumOfSources()
  if (existsSync(mark) && readFileSync(mark, 'utf8') === checksum) return
  const asc = await import('assemblyscript/asc') // takes a second: only when there is work
  mkdirSync(generated, { recursive: true })
  for (const [name, more] of Object.entries(builds)) {
    const { error, stderr } = await asc.main([
      'index.ts',
      '--baseDir',
      sources,
      '--outFile',
      join(generated, name),
      ...flags,
      ...more,
    ])
    if (error) throw new Error(`kernels: ${name} did not compile: ${error.message}\n${stderr.toString()}`)
  }
  writeFileSync(mark, checksum)
}

function checksumOfSources(): string {
  const sum = createHash('sha256').update(JSON.stringify([flags, builds, compilerVersion()]))
  for (const name of readdirSync(sources).sort())
    sum.update(`${name}\0`).update(readFileSync(join(sources, name)))
  return sum.digest('hex')
}

function compilerVersion(): string {
  return JSON.parse(readFileSync(join(root, 'node_modules/assemblyscript/package.json'), 'utf8')).version
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels()
