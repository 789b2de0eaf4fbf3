/** The kernels as plain loops over flat arrays, straight from the definitions. */
import { convolved, type ImageShape, pooled } from '../../../src/core/kernels/windows.ts'

export interface Product {
  readonly batchA: number
  readonly batchB: number
  readonly m: number
  readonly n: number
  readonly k: number
  readonly transposeA: boolean
  readonly transposeB: boolean
}

/** In double precision. */
export function matMulLoops(a: Float32Array, b: Float32Array, p: Product): Float64Array {
  const batch = Math.max(p.batchA, p.batchB)
  const out = new Float64Array(batch * p.m * p.n)
  for (let s = 0; s < batch; s++)
    for (let i = 0; i < p.m; i++)
      for (let j = 0; j < p.n; j++)
        for (let l = 0; l < p.k; l++) {
          const at = (s % p.batchA) * p.m * p.k + (p.transposeA ? l * p.m + i : i * p.k + l)
          const bt = (s % p.batchB) * p.k * p.n + (p.transposeB ? j * p.k + l : l * p.n + j)
          out[(s * p.m + i) * p.n + j]! += a[at]! * b[bt]!
        }
  return out
}

export function patchesLoops(x: Float32Array, shape: ImageShape, size: number): Float32Array {
  const [n, , , c] = shape
  const [oh, ow] = convolved(shape, size)
  const out = new Float32Array(n * oh * ow * size * size * c)
  eachEntry(shape, size, 1, (entry, pixel) => {
    out[entry] = x[pixel]!
  })
  return out
}

export function patchesAdjointLoops(p: Float32Array, shape: ImageShape, size: number): Float32Array {
  const out = new Float32Array(shape[0] * shape[1] * shape[2] * shape[3])
  eachEntry(shape, size, 1, (entry, pixel) => {
    out[pixel]! += p[entry]!
  })
  return out
}

export function maxPoolLoops(
  x: Float32Array,
  shape: ImageShape,
  size: number,
  stride: number,
): { y: Float32Array; winner: Float32Array } {
  const [oh, ow] = pooled(shape, size, stride)
  const y = new Float32Array(shape[0] * oh * ow * shape[3]).fill(Number.NEGATIVE_INFINITY)
  const winner = new Float32Array(y.length)
  eachEntry(shape, size, stride, (_, pixel, output, position) => {
    if (x[pixel]! > y[output]!) {
      y[output] = x[pixel]!
      winner[output] = position
    }
  })
  return { y, winner }
}

export function maxPoolAdjointLoops(
  r: Float32Array,
  winner: Float32Array,
  shape: ImageShape,
  size: number,
  stride: number,
): Float32Array {
  const out = new Float32Array(shape[0] * shape[1] * shape[2] * shape[3])
  eachEntry(shape, size, stride, (_, pixel, output, position) => {
    if (winner[output] === position) out[pixel]! += r[output]!
  })
  return out
}

/** Visits each channel of each position of each window: flat index of the patch entry, of the pixel and of the pooled output. */
function eachEntry(
  [n, h, w, c]: ImageShape,
  size: number,
  stride: number,
  visit: (entry: number, pixel: number, output: number, position: number) => void,
): void {
  const [oh, ow] = pooled([n, h, w, c], size, stride)
  let entry = 0
  for (let s = 0; s < n; s++)
    for (let window = 0; window < oh * ow; window++)
      for (let position = 0; position < size * size; position++)
        for (let channel = 0; channel < c; channel++) {
          const row = Math.floor(window / ow) * stride + Math.floor(position / size)
          const column = (window % ow) * stride + (position % size)
          const pixel = ((s * h + row) * w + column) * c + channel
          visit(entry++, pixel, (s * oh * ow + window) * c + channel, position)
        }
}
