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
    eachWindow(shape, size, stride, (output, pixel, position) => {
      if (position === 0) for (let c = 0; c < channels; c++) y[output + c] = from[pixel + c]!
      else
        for (let c = 0; c < channels; c++) {
          const value = from[pixel + c]!
          if (value > y[output + c]!) {
            y[output + c] = value
            winner[output + c] = position
          }
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
    eachWindow(shape, size, stride, (output, pixel, position) => {
      if (position > 0) return
      for (let c = 0; c < channels; c++) {
        const won = who[output + c]!
        const row = Math.floor(won / size)
        const at = pixel + (row * width + won - row * size) * channels + c
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

/** Visits the positions of all windows, by flat indices of their output and of their pixel. */
function eachWindow(
  [n, h, w, c]: ImageShape,
  size: number,
  stride: number,
  visit: (output: number, pixel: number, position: number) => void,
): void {
  let output = 0
  for (let image = 0; image < n; image++)
    for (let i = 0; i + size <= h; i += stride)
      for (let j = 0; j + size <= w; j += stride) {
        for (let row = 0; row < size; row++)
          for (let column = 0; column < size; column++)
            visit(output, ((image * h + i + row) * w + j + column) * c, row * size + column)
        output += c
      }
}
