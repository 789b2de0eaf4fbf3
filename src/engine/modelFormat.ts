import type { Architecture } from '../core/nn/architecture.ts'
import { architecture as architectureOf } from '../core/nn/architectures/index.ts'
import { gaussian } from '../core/posterior/gaussian.ts'
import { point } from '../core/posterior/point.ts'
import {
  type LayerWeights,
  type Posterior,
  parameterTensors,
  type QuantizedLayer,
} from '../core/posterior/posterior.ts'
import { quantize, type StoredDraw, stored } from '../core/posterior/stored.ts'
import { drawCount, type ModelCard, type ModelFile, parseModelCard } from '../domain/modelCard.ts'
import { checkBytes } from './checksum.ts'
import type { DrawRange } from './drawRanges.ts'
import { parseJsonBytes } from './json.ts'
import { readSafetensors, type Tensor, toFloat16, toFloat32, writeSafetensors } from './safetensors.ts'

/** Bytes of a file of one model: `card.json` or a tensor file. The host knows where they are. */
export type ReadFile = (name: string, onBytes?: OnBytes, size?: number) => Promise<Uint8Array>

/** Told how many bytes are there. */
type OnBytes = (read: number) => void
/** Told how many of the bytes that are wanted are there. */
export type OnRead = (bytes: number, of: number) => void

/** A trained network whose draws are read as they are wanted. */
export interface Model {
  readonly card: ModelCard
  readonly architecture: Architecture
  /** Draws available once the first `files` tensor files are read. */
  drawsAfter(files: number): number
  /**
   * A posterior of at least `draws` draws (fewer when there are no more), reading only the files needed.
   * What was read once is not read again.
   */
  load(draws: number, onRead?: OnRead): Promise<Posterior>
  /**
   * One posterior that grows: afterwards the draws of `ranges` are there, and all that were asked for before;
   * any other is refused.
   */
  read(ranges: readonly DrawRange[], onRead?: OnRead): Promise<Posterior>
}

type Tensors = ReadonlyMap<string, Tensor>

/**
 * A model from its card and its files.
 * @throws TypeError naming the file that is truncated, mis-sized, of the wrong architecture or not finite
 */
export async function openModel(id: string, read: ReadFile): Promise<Model> {
  const name = `models/${id}/card.json`
  const card = parseModelCard(parseJsonBytes(await read('card.json'), name), name)
  if (card.id !== id) throw new TypeError(`${name}: expected the card of ${id}, found that of ${card.id}`)
  return modelOf(card, read)
}

/** As `openModel`, the card at hand already. */
export function modelOf(card: ModelCard, read: ReadFile): Model {
  const net = architectureOf(card.architecture, card.hidden)
  const pending = new Map<number, Promise<Tensors>>()
  const file = (i: number, onBytes: OnBytes) => {
    const known = pending.get(i)
    if (known) return known
    const started = readTensors(card, card.files[i]!, read, onBytes)
    pending.set(i, started)
    started.catch(() => pending.delete(i)) // a failed file may be asked for again
    return started
  }
  const drawsAfter = (files: number) => drawsIn(card, files)
  const draws: (StoredDraw | undefined)[] = Array.from({ length: drawCount(card) })
  const growing = stored(net, draws)
  let whole: Posterior | undefined
  /** Reads what is wanted of the files and not there yet, one after the other. */
  const readFiles = async (wanted: readonly number[], onRead: OnRead) => {
    const isThere = (i: number) => whole !== undefined || draws[drawsAfter(i)] !== undefined
    const of = bytesOf(card, wanted)
    let there = bytesOf(card, wanted.filter(isThere))
    onRead(there, of)
    for (const i of wanted) {
      if (isThere(i)) continue
      const tensors = await file(i, (read) => onRead(there + read, of))
      if (card.posterior.kind !== 'stored') whole ??= singleFile(card, net, tensors)
      else
        storedDraws(net, fileName(card, i), card.files[i]!, tensors).forEach((draw, at) => {
          draws[drawsAfter(i) + at] = draw
        })
      pending.delete(i)
      there += card.files[i]!.bytes
      onRead(there, of)
    }
  }
  const nobody = () => {}
  return {
    card,
    architecture: net,
    drawsAfter,
    async load(count, onRead = nobody) {
      const needed = filesFor(card, count)
      await readFiles([...card.files.keys()].slice(0, needed), onRead)
      return whole ?? stored(net, draws.slice(0, drawsAfter(needed)))
    },
    async read(ranges, onRead = nobody) {
      await readFiles(filesWith(card, ranges), onRead)
      return whole ?? growing
    },
  }
}

/** The tensors of a trained network in the precision they are kept in. */
export function pointFile(net: Architecture, layers: readonly LayerWeights[]): Uint8Array {
  return writeSafetensors(
    parameterTensors(net).map(({ name, shape, layer, role }) => [
      name,
      { dtype: 'F32', shape, data: pick(layers, layer, role) },
    ]),
  )
}

/** Mean and scale of a mean-field Gaussian as half floats. */
export function gaussianFile(
  net: Architecture,
  mean: readonly LayerWeights[],
  scale: readonly LayerWeights[],
): Uint8Array {
  return writeSafetensors(
    parameterTensors(net).flatMap(({ name, shape, layer, role }): [string, Tensor][] => [
      [`${name}/mean`, { dtype: 'F16', shape, data: toFloat16(pick(mean, layer, role)) }],
      [`${name}/scale`, { dtype: 'F16', shape, data: toFloat16(pick(scale, layer, role)) }],
    ]),
  )
}

/** Draws of one chain in eight bits; `draws` pairs each with its number in the chain. */
export function storedFile(
  net: Architecture,
  draws: readonly { readonly index: number; readonly layers: readonly LayerWeights[] }[],
): Uint8Array {
  return writeSafetensors(
    draws.flatMap(({ index, layers }) =>
      parameterTensors(net).flatMap(({ name, shape, layer, role }): [string, Tensor][] => {
        const { levels, scale } = quantize(pick(layers, layer, role))
        const tensor = `${drawName(index)}/${name}`
        return [
          [tensor, { dtype: 'I8', shape, data: levels }],
          [`${tensor}/scale`, { dtype: 'F32', shape: [], data: Float32Array.of(scale) }],
        ]
      }),
    ),
  )
}

/** "chain-2-draws-05-09.safetensors" */
export function storedFileName(chain: number, draws: readonly number[]): string {
  return `chain-${chain}-draws-${twoDigits(draws[0]!)}-${twoDigits(draws.at(-1)!)}.safetensors`
}

function drawName(index: number): string {
  return `draw${twoDigits(index)}`
}

function twoDigits(index: number): string {
  return String(index).padStart(2, '0')
}

function fileName(card: ModelCard, i: number): string {
  return `models/${card.id}/${card.files[i]!.name}`
}

async function readTensors(
  card: ModelCard,
  file: ModelFile,
  read: ReadFile,
  onBytes: OnBytes,
): Promise<Tensors> {
  const name = `models/${card.id}/${file.name}`
  const bytes = await read(file.name, onBytes, file.bytes)
  await checkBytes(name, bytes, file)
  return readSafetensors(bytes, name).tensors
}

function singleFile(card: ModelCard, net: Architecture, tensors: Tensors): Posterior {
  const name = fileName(card, 0)
  const layers = (suffix: string) => floatLayers(net, tensors, suffix, name)
  switch (card.posterior.kind) {
    case 'point':
      expectTensors(name, tensors, net, [''])
      return point(net, layers(''))
    case 'gaussian':
      expectTensors(name, tensors, net, ['/mean', '/scale'])
      return gaussian(net, { mean: layers('/mean'), scale: layers('/scale') }, card.posterior)
    case 'stored':
      throw new TypeError(`${name}: stored draws are read file by file`)
    default:
      return card.posterior satisfies never
  }
}

function storedDraws(
  net: Architecture,
  name: string,
  file: ModelFile,
  tensors: Tensors,
): readonly StoredDraw[] {
  if (!file.draws) throw new TypeError(`${name}: the card does not say which draws it holds`)
  const expected = file.draws.length * parameterTensors(net).length * 2
  if (tensors.size !== expected)
    throw new TypeError(
      `${name}: expected ${expected} tensors of ${file.draws.length} draws, found ${tensors.size}`,
    )
  return file.draws.map((index) => storedDraw(net, name, drawName(index), tensors))
}

function storedDraw(net: Architecture, file: string, draw: string, tensors: Tensors): StoredDraw {
  const read = parameterTensors(net).map(({ name, shape }) => {
    const levels = tensorOf(file, tensors, `${draw}/${name}`, shape)
    const scale = tensorOf(file, tensors, `${draw}/${name}/scale`, [])
    if (levels.dtype !== 'I8') throw new TypeError(`${file}: ${draw}/${name} must be I8, is ${levels.dtype}`)
    const factor = finite(file, `${draw}/${name}/scale`, toFloat32(scale))[0]!
    return { levels: levels.data, scale: factor }
  })
  return read.flatMap((w, i): QuantizedLayer[] => (i % 2 === 0 ? [{ w, b: read[i + 1]! }] : []))
}

function floatLayers(
  net: Architecture,
  tensors: Tensors,
  suffix: string,
  file: string,
): readonly LayerWeights[] {
  const read = parameterTensors(net).map(({ name, shape }) =>
    finite(file, name + suffix, toFloat32(tensorOf(file, tensors, name + suffix, shape))),
  )
  return read.flatMap((w, i): LayerWeights[] => (i % 2 === 0 ? [{ w, b: read[i + 1]! }] : []))
}

function expectTensors(file: string, tensors: Tensors, net: Architecture, suffixes: readonly string[]): void {
  const names = parameterTensors(net).flatMap(({ name }) => suffixes.map((suffix) => name + suffix))
  const stray = [...tensors.keys()].find((name) => !names.includes(name))
  if (stray !== undefined)
    throw new TypeError(`${file}: ${net.id} with ${net.hidden} units has no tensor ${stray}`)
}

function tensorOf(file: string, tensors: Tensors, name: string, shape: readonly number[]): Tensor {
  const tensor = tensors.get(name)
  if (!tensor) throw new TypeError(`${file}: tensor ${name} is missing`)
  if (tensor.shape.length === shape.length && tensor.shape.every((side, i) => side === shape[i]))
    return tensor
  throw new TypeError(`${file}: tensor ${name} must have shape [${shape}], has [${tensor.shape}]`)
}

function finite(file: string, name: string, values: Float32Array): Float32Array {
  const bad = values.findIndex((value) => !Number.isFinite(value))
  if (bad < 0) return values
  throw new TypeError(`${file}: tensor ${name} holds ${values[bad]} at position ${bad}`)
}

function pick(layers: readonly LayerWeights[], layer: number, role: 'weights' | 'biases'): Float32Array {
  return role === 'weights' ? layers[layer]!.w : layers[layer]!.b
}

function drawsIn(card: ModelCard, files: number): number {
  if (card.posterior.kind === 'point') return files > 0 ? 1 : 0
  if (card.posterior.kind === 'gaussian') return files > 0 ? card.posterior.draws : 0
  return card.files.slice(0, files).reduce((sum, file) => sum + (file.draws?.length ?? 0), 0)
}

/** The files that hold some draw of the ranges, in reading order. */
function filesWith(card: ModelCard, ranges: readonly DrawRange[]): readonly number[] {
  return [...card.files.keys()].filter((i) => {
    const [from, to] = [drawsIn(card, i), drawsIn(card, i + 1)]
    return ranges.some(({ first, count }) => first < to && from < first + count)
  })
}

function bytesOf({ files }: ModelCard, wanted: readonly number[]): number {
  return wanted.reduce((sum, i) => sum + files[i]!.bytes, 0)
}

function filesFor(card: ModelCard, draws: number): number {
  const needed = card.files.findIndex((_, i) => drawsIn(card, i + 1) >= draws)
  return needed < 0 ? card.files.length : needed + 1
}
