/**
 * The safetensors format: 8 bytes little-endian header length, a JSON header
 * `{ name: { dtype, shape, data_offsets } }`, then the bytes. https://github.com/huggingface/safetensors
 * Element types: F32, F16, I8, U8, I32. Half floats are kept as their bits (Uint16Array).
 */

export type Tensor =
  | { readonly dtype: 'F32'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly dtype: 'F16'; readonly shape: readonly number[]; readonly data: Uint16Array }
  | { readonly dtype: 'I8'; readonly shape: readonly number[]; readonly data: Int8Array }
  | { readonly dtype: 'U8'; readonly shape: readonly number[]; readonly data: Uint8Array }
  | { readonly dtype: 'I32'; readonly shape: readonly number[]; readonly data: Int32Array }

export type Dtype = Tensor['dtype']

export interface SafeTensors {
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly metadata: Readonly<Record<string, string>>
}

interface HeaderEntry {
  readonly dtype: Dtype
  readonly shape: readonly number[]
  readonly data_offsets: readonly [begin: number, end: number]
}

const bytesOf: Readonly<Record<Dtype, number>> = { F32: 4, F16: 2, I8: 1, U8: 1, I32: 4 }
const arrays = { F32: Float32Array, F16: Uint16Array, I8: Int8Array, U8: Uint8Array, I32: Int32Array }
const metadataName = '__metadata__'
const longestHeader = 100_000_000

/**
 * The tensors of a file, in the order of its header; views of `bytes` where alignment allows.
 * @throws TypeError naming the file and what is wrong with it
 */
export function readSafetensors(bytes: Uint8Array, name: string): SafeTensors {
  const refuse = (why: string) => new TypeError(`${name}: ${why}`)
  const { header, dataStart } = readHeader(bytes, refuse)
  const tensors = new Map<string, Tensor>()
  let metadata: Record<string, string> = {}
  for (const [key, value] of Object.entries(header)) {
    if (key === metadataName) metadata = value as Record<string, string>
    else tensors.set(key, readTensor(bytes.subarray(dataStart), key, value, refuse))
  }
  return { tensors, metadata }
}

/** The bytes of a file that holds `tensors` in the order given. */
export function writeSafetensors(
  tensors: Iterable<readonly [name: string, tensor: Tensor]>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const list = [...tensors]
  const header: Record<string, HeaderEntry | typeof metadata> = {}
  if (Object.keys(metadata).length > 0) header[metadataName] = metadata
  let end = 0
  for (const [name, { dtype, shape, data }] of list) {
    checkLength(name, dtype, shape, data.byteLength)
    header[name] = { dtype, shape, data_offsets: [end, (end += data.byteLength)] }
  }
  return assemble(JSON.stringify(header), list, end)
}

/** A float32 tensor's worth of any float tensor; half floats are widened. */
export function toFloat32(tensor: Tensor): Float32Array {
  if (tensor.dtype === 'F32') return tensor.data
  if (tensor.dtype === 'F16') return Float32Array.from(tensor.data, halfToFloat)
  return Float32Array.from(tensor.data)
}

/** Float32 as half floats, rounded to nearest, ties to even. */
export function toFloat16(values: Float32Array): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length)
  return Uint16Array.from(words, wordToHalf)
}

function readHeader(bytes: Uint8Array, refuse: (why: string) => TypeError) {
  if (bytes.length < 8) throw refuse(`expected a safetensors file, found ${bytes.length} bytes`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = view.getUint32(0, true)
  if (view.getUint32(4, true) !== 0 || length > longestHeader)
    throw refuse('not a safetensors file: its header would be longer than 100 MB')
  if (8 + length > bytes.length)
    throw refuse(`truncated: its header needs ${8 + length} bytes, found ${bytes.length}`)
  return { header: parseHeader(bytes.subarray(8, 8 + length), refuse), dataStart: 8 + length }
}

function parseHeader(bytes: Uint8Array, refuse: (why: string) => TypeError): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof header === 'object' && header !== null && !Array.isArray(header))
      return header as Record<string, unknown>
  } catch {
    // said below, whatever the parser's words
  }
  throw refuse('not a safetensors file: its header is no JSON object')
}

function readTensor(
  data: Uint8Array,
  key: string,
  value: unknown,
  refuse: (why: string) => TypeError,
): Tensor {
  if (!isEntry(value)) throw refuse(`tensor ${key} has no known dtype, shape and data_offsets`)
  const [begin, end] = value.data_offsets
  const size = value.shape.reduce((product, side) => product * side, 1)
  const bytes = size * bytesOf[value.dtype]
  if (end - begin !== bytes)
    throw refuse(
      `tensor ${key} of shape [${value.shape}] needs ${bytes} bytes, its offsets give ${end - begin}`,
    )
  if (begin < 0 || end > data.length)
    throw refuse(`truncated: tensor ${key} ends at byte ${end} of the data, found ${data.length}`)
  return { dtype: value.dtype, shape: value.shape, data: typed(value.dtype, data, begin, size) } as Tensor
}

function typed(dtype: Dtype, data: Uint8Array, begin: number, size: number): Tensor['data'] {
  const width = bytesOf[dtype]
  const at = data.byteOffset + begin
  if (at % width === 0) return new arrays[dtype](data.buffer as ArrayBuffer, at, size)
  return new arrays[dtype](data.slice(begin, begin + size * width).buffer as ArrayBuffer)
}

function isEntry(value: unknown): value is HeaderEntry {
  if (typeof value !== 'object' || value === null) return false
  const { dtype, shape, data_offsets } = value as Partial<Record<keyof HeaderEntry, unknown>>
  return (
    typeof dtype === 'string' &&
    dtype in bytesOf &&
    wholes(shape) &&
    wholes(data_offsets) &&
    data_offsets.length === 2
  )
}

function wholes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && each >= 0)
}

function checkLength(name: string, dtype: Dtype, shape: readonly number[], bytes: number): void {
  const expected = shape.reduce((product, side) => product * side, 1) * bytesOf[dtype]
  if (bytes !== expected)
    throw new TypeError(`tensor ${name} of shape [${shape}] needs ${expected} bytes, got ${bytes}`)
}

function assemble(
  header: string,
  list: readonly (readonly [string, Tensor])[],
  dataBytes: number,
): Uint8Array {
  const encoded = new TextEncoder().encode(header)
  const length = Math.ceil(encoded.length / 8) * 8 // the data starts aligned for every type
  const out = new Uint8Array(8 + length + dataBytes).fill(0x20, 8, 8 + length)
  new DataView(out.buffer).setUint32(0, length, true)
  out.set(encoded, 8)
  let at = 8 + length
  for (const [, { data }] of list) {
    out.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return out
}

function halfToFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

function wordToHalf(word: number): number {
  const sign = (word >>> 16) & 0x8000
  const magnitude = word & 0x7fffffff
  if (magnitude > 0x7f800000) return sign | 0x7e00 // NaN
  if (magnitude >= 0x477ff000) return sign | 0x7c00 // rounds beyond the largest half, 65504
  if (magnitude < 0x33000001) return sign // rounds to zero: at most half of 2^-24
  if (magnitude < 0x38800000) return sign | subnormalHalf(magnitude)
  // 112 is the difference of the exponents' biases; 0xfff and the last kept bit round to even
  return sign | ((magnitude - (112 << 23) + 0xfff + ((magnitude >>> 13) & 1)) >>> 13)
}

function subnormalHalf(magnitude: number): number {
  const shift = 126 - (magnitude >>> 23) // 14 … 24: how far the significand moves down
  const significand = (magnitude & 0x7fffff) | 0x800000
  const kept = significand >>> shift
  const rest = significand & ((1 << shift) - 1)
  const half = 1 << (shift - 1)
  return kept + (rest > half || (rest === half && kept & 1) ? 1 : 0)
}
