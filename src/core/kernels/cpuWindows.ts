import type { TensorInfo } from '@tensorflow/tfjs'
import { type CpuBackend, floats, made } from './cpuBackend.ts'
import type { Run } from './replace.ts'
import { convolved, type ImageShape, imageShape, pooled } from './windows.ts'

export function patches(backend: CpuBackend): Run<{ x: TensorInfo }, { size: number }> {
  return ({ x }, { size }) => {
    const shape = imageShape(x.shape)
    const [oh, ow] = convolved(shape, size)
    const run = size * shape[3]
    const from = floats(backend, x)
    const out = new Float32Array(shape[0] * oh * ow * size * run)
    let at = 0
    eachRow(shape, size, (pixel) => {
      for (let i = 0; i < run; i++) out[at + i] = from[pixel + i]!
      at += run
    })
    return made(backend, [shape[0], oh * ow, size * run], out)
  }
}

export function patchesAdjoint(
  backend: CpuBackend,
): Run<{ p: TensorInfo }, { height: number; width: number; channels: number; size: number }> {
  return ({ p }, { height, width, channels, size }) => {
    const shape = [p.shape[0]!, height, width, channels] as const
    const run = size * channels
    const from = floats(backend, p)
    const out = new Float32Array(shape[0] * height * width * channels)
    let at = 0
    eachRow(shape, size, (pixel) => {
      for (let i = 0; i < run; i++) out[pixel + i] = out[pixel + i]! + from[at + i]!
      at += run
    })
    return made(backend, shape, out)
  }
}

export function maxPool(backend: CpuBackend): Run<{ x: TensorInfo }, { size: number; stride: number }> {
  return ({ x }, { size, stride }) => {
    const shape = imageShape(x.shape)
    const [oh, ow] = pooled(shape, size, stride)
    const channels = shape[3]
    const from = floats(backend, x)
    const y = new Float32Array(shape[0] * oh * ow * channels)
    const winner = new Float32Array(y.length)
    const offsets = positions(shape, size)
    eachWindow(shape, size, stride, (output, pixel) => {
      for (let c = 0; c < channels; c++) {
        let best = from[pixel + c]!
        let who = 0
        for (let position = 1; position < offsets.length; position++) {
          const value = from[pixel + offsets[position]! + c]!
          // without branches, which random data would mispredict; float32 values keep this exact
          who += (+(value > best) | 0) * (position - who)
          best = 0.5 * (best + value + Math.abs(value - best))
        }
        y[output + c] = best
        winner[output + c] = who
      }
    })
    const small = [shape[0], oh, ow, channels]
    return [made(backend, small, y), made(backend, small, winner)]
  }
}

export function maxPoolAdjoint(
  backend: CpuBackend,
): Run<
  { r: TensorInfo; winner: TensorInfo },
  { height: number; width: number; size: number; stride: number }
> {
  return ({ r, winner }, { height, width, size, stride }) => {
    const channels = r.shape[3]!
    const shape = [r.shape[0]!, height, width, channels] as const
    const share = floats(backend, r)
    const who = floats(backend, winner)
    const out = new Float32Array(shape[0] * height * width * channels)
    const offsets = positions(shape, size)
    eachWindow(shape, size, stride, (output, pixel) => {
      for (let c = 0; c < channels; c++) {
        const at = pixel + offsets[who[output + c]!]! + c
        out[at] = out[at]! + share[output + c]!
      }
    })
    return made(backend, shape, out)
  }
}

/** Visits the rows of all windows of a convolution, by the flat index of their first element. */
function eachRow([n, h, w, c]: ImageShape, size: number, visit: (first: number) => void): void {
  for (let image = 0; image < n; image++)
    for (let i = 0; i + size <= h; i++)
      for (let j = 0; j + size <= w; j++)
        for (let row = 0; row < size; row++) visit(((image * h + i + row) * w + j) * c)
}

/** Offsets of a window's positions from its first pixel. */
function positions([, , width, channels]: ImageShape, size: number): Int32Array {
  return Int32Array.from(
    { length: size * size },
    (_, at) => (Math.floor(at / size) * width + (at % size)) * channels,
  )
}

/** Visits all windows of a pool, by flat indices of their output and of their first pixel. */
function eachWindow(
  [n, h, w, c]: ImageShape,
  size: number,
  stride: number,
  visit: (output: number, pixel: number) => void,
): void {
  let output = 0
  for (let image = 0; image < n; image++)
    for (let i = 0; i + size <= h; i += stride)
      for (let j = 0; j + size <= w; j += stride) {
        visit(output, ((image * h + i) * w + j) * c)
        output += c
      }
}
