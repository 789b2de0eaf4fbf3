import * as tf from '@tensorflow/tfjs'
import { productSizes } from './batches.ts'
import { kernelNames } from './ops.ts'
import type { Run } from './replace.ts'
import { sumSizes } from './sums.ts'
import { address, growingBuffer, type WasmBackend } from './wasmHeap.ts'
import { convolved, type ImageShape, imageShape, pooled } from './windows.ts'

/** Exports of assembly/index.ts; addresses and strides are bytes. */
export interface Assembly {
  scratchBytes(): number
  product(
    ...args: [
      ...[transposeA: boolean, transposeB: boolean, batch: number, m: number, n: number, k: number],
      ...[a: number, strideA: number, b: number, strideB: number, c: number, scratch: number],
    ]
  ): void
  quantizedProduct(
    ...args: [
      ...[transposeB: boolean, batch: number, m: number, n: number, k: number],
      ...[a: number, strideA: number, b: number, strideB: number, scales: number, bias: number],
      ...[at: number, strideAt: number, c: number, scratch: number],
    ]
  ): void
  quantizedProductBySign(
    ...args: [
      ...[transposeB: boolean, batch: number, m: number, n: number, k: number],
      ...[a: number, strideA: number, b: number, strideB: number, scales: number, bias: number],
      ...[positive: number, negative: number, c: number, scratch: number, wide: number],
    ]
  ): void
  dequantize(
    ...args: [
      ...[batch: number, count: number, q: number, scales: number],
      ...[positive: number, negative: number, w: number],
    ]
  ): void
  leakyRelu(count: number, slope: number, x: number, y: number): void
  awayFromZero(count: number, by: number, zeroSign: number, z: number, y: number): void
  moments(draws: number, count: number, x: number, out: number): void
  sumAlong(before: number, along: number, after: number, x: number, y: number): void
  patches(...args: [...ImageShape, size: number, x: number, out: number]): void
  patchesAdjoint(...args: [...ImageShape, size: number, p: number, out: number]): void
  maxPool(...args: [...ImageShape, size: number, stride: number, x: number, y: number, winner: number]): void
  maxPoolAdjoint(
    ...args: [...ImageShape, size: number, stride: number, r: number, winner: number, out: number]
  ): void
}

/** Our kernels by name; one that returns undefined leaves its inputs to TensorFlow.js's own. */
export function kernelsOn(backend: WasmBackend, assembly: Assembly): Readonly<Record<string, Run>> {
  const scratch = backend.wasm._malloc(assembly.scratchBytes())
  return {
    [tf.BatchMatMul]: batchMatMul(backend, assembly, scratch),
    [kernelNames.quantizedMatMul]: quantizedMatMul(backend, assembly, scratch),
    [kernelNames.dequantize]: dequantize(backend, assembly),
    [tf.LeakyRelu]: leakyRelu(backend, assembly),
    [tf.Sum]: sum(backend, assembly),
    [kernelNames.awayFromZero]: awayFromZero(backend, assembly),
    [kernelNames.moments]: moments(backend, assembly),
    [kernelNames.patches]: patches(backend, assembly),
    [kernelNames.patchesAdjoint]: patchesAdjoint(backend, assembly),
    [kernelNames.maxPool]: maxPool(backend, assembly),
    [kernelNames.maxPoolAdjoint]: maxPoolAdjoint(backend, assembly),
  }
}

function batchMatMul(
  backend: WasmBackend,
  assembly: Assembly,
  scratch: number,
): Run<{ a: tf.TensorInfo; b: tf.TensorInfo }, tf.BatchMatMulAttrs> {
  return ({ a, b }, { transposeA, transposeB }) => {
    const sizes = productSizes(a, b, transposeA, transposeB)
    if (!sizes) return undefined
    const { batch, batchA, batchB, m, n, k } = sizes
    const out = backend.makeOutput(sizes.shape, 'float32')
    const left = [address(backend, a), batchA === 1 ? 0 : m * k * 4] as const
    const right = [address(backend, b), batchB === 1 ? 0 : k * n * 4] as const
    const to = address(backend, out)
    assembly.product(transposeA, transposeB, batch, m, n, k, ...left, ...right, to, scratch)
    return out
  }
}

/** Factors of positive and of negative weights. */
export interface BySign {
  readonly positive: number
  readonly negative: number
}

/** int8 weights [S, rows, columns] and their scales [S]. */
export interface QuantizedInputs {
  readonly values: tf.TensorInfo
  readonly scales: tf.TensorInfo
}

/** An int8 product's operands: a [S or 1, m, k], bias [S, 1, n], and `at`, whose zeros nobody will look at. */
export interface QuantizedProductInputs extends QuantizedInputs {
  readonly a: tf.TensorInfo
  readonly bias?: tf.TensorInfo
  readonly at?: tf.TensorInfo
}

function quantizedMatMul(
  backend: WasmBackend,
  assembly: Assembly,
  scratch: number,
): Run<QuantizedProductInputs, BySign & { transposeB: boolean }> {
  const wide = growingBuffer(backend)
  return ({ a, values, scales, bias, at }, { transposeB, positive, negative }) => {
    const [batchA = 0, m = 0, k = 0] = a.shape
    const [batch = 0, rows = 0, columns = 0] = values.shape
    const n = transposeB ? rows : columns
    const out = backend.makeOutput([batch, m, n], 'float32')
    const left = [address(backend, a), batchA === 1 ? 0 : m * k * 4] as const
    const added = bias ? address(backend, bias) : 0
    const right = [address(backend, values), k * n, address(backend, scales), added] as const
    const sizes = [transposeB, batch, m, n, k] as const
    const where = at
      ? ([address(backend, at), at.shape[0] === 1 ? 0 : m * n * 4] as const)
      : ([0, 0] as const)
    const to = address(backend, out)
    if (positive === 1 && negative === 1)
      assembly.quantizedProduct(...sizes, ...left, ...right, ...where, to, scratch)
    else
      assembly.quantizedProductBySign(
        ...sizes,
        ...left,
        ...right,
        positive,
        negative,
        to,
        scratch,
        wide(k * n * 4),
      )
    return out
  }
}

function dequantize(backend: WasmBackend, assembly: Assembly): Run<QuantizedInputs, BySign> {
  return ({ values, scales }, { positive, negative }) => {
    const [batch = 0, rows = 0, columns = 0] = values.shape
    const out = backend.makeOutput(values.shape, 'float32')
    const from = [address(backend, values), address(backend, scales)] as const
    assembly.dequantize(batch, rows * columns, ...from, positive, negative, address(backend, out))
    return out
  }
}

function leakyRelu(backend: WasmBackend, assembly: Assembly): Run<{ x: tf.TensorInfo }, tf.LeakyReluAttrs> {
  return ({ x }, { alpha }) => {
    if (x.dtype !== 'float32') return undefined
    const out = backend.makeOutput(x.shape, 'float32')
    assembly.leakyRelu(tf.util.sizeFromShape(x.shape), alpha, address(backend, x), address(backend, out))
    return out
  }
}

function sum(backend: WasmBackend, assembly: Assembly): Run<{ x: tf.TensorInfo }, tf.SumAttrs> {
  return ({ x }, attributes) => {
    const sizes = sumSizes(x, attributes)
    if (!sizes || sizes.after === 1) return undefined // rows are summed fast by TensorFlow.js
    const { before, along, after, shape } = sizes
    const out = backend.makeOutput(shape, 'float32')
    assembly.sumAlong(before, along, after, address(backend, x), address(backend, out))
    return out
  }
}

function awayFromZero(
  backend: WasmBackend,
  assembly: Assembly,
): Run<{ z: tf.TensorInfo }, { by: number; zeroSign: number }> {
  return ({ z }, { by, zeroSign }) => {
    const out = backend.makeOutput(z.shape, 'float32')
    const addresses = [address(backend, z), address(backend, out)] as const
    assembly.awayFromZero(tf.util.sizeFromShape(z.shape), by, zeroSign, ...addresses)
    return out
  }
}

function moments(backend: WasmBackend, assembly: Assembly): Run<{ x: tf.TensorInfo }> {
  return ({ x }) => {
    const [draws = 0, n = 0, features = 0] = x.shape
    const out = backend.makeOutput([4, n, features], 'float32')
    assembly.moments(draws, n * features, address(backend, x), address(backend, out))
    return out
  }
}

function patches(backend: WasmBackend, assembly: Assembly): Run<{ x: tf.TensorInfo }, { size: number }> {
  return ({ x }, { size }) => {
    const shape = imageShape(x.shape)
    const [oh, ow] = convolved(shape, size)
    const out = backend.makeOutput([shape[0], oh * ow, size * size * shape[3]], 'float32')
    assembly.patches(...shape, size, address(backend, x), address(backend, out))
    return out
  }
}

function patchesAdjoint(
  backend: WasmBackend,
  assembly: Assembly,
): Run<{ p: tf.TensorInfo }, { height: number; width: number; channels: number; size: number }> {
  return ({ p }, { height, width, channels, size }) => {
    const shape = [p.shape[0]!, height, width, channels] as const
    const out = backend.makeOutput(shape, 'float32')
    assembly.patchesAdjoint(...shape, size, address(backend, p), address(backend, out))
    return out
  }
}

function maxPool(
  backend: WasmBackend,
  assembly: Assembly,
): Run<{ x: tf.TensorInfo }, { size: number; stride: number }> {
  return ({ x }, { size, stride }) => {
    const shape = imageShape(x.shape)
    const small = [shape[0], ...pooled(shape, size, stride), shape[3]]
    const y = backend.makeOutput(small, 'float32')
    const winner = backend.makeOutput(small, 'float32')
    const outputs = [address(backend, y), address(backend, winner)] as const
    assembly.maxPool(...shape, size, stride, address(backend, x), ...outputs)
    return [y, winner]
  }
}

function maxPoolAdjoint(
  backend: WasmBackend,
  assembly: Assembly,
): Run<
  { r: tf.TensorInfo; winner: tf.TensorInfo },
  { height: number; width: number; size: number; stride: number }
> {
  return ({ r, winner }, { height, width, size, stride }) => {
    const shape = [r.shape[0]!, height, width, r.shape[3]!] as const
    const out = backend.makeOutput(shape, 'float32')
    const inputs = [address(backend, r), address(backend, winner)] as const
    assembly.maxPoolAdjoint(...shape, size, stride, ...inputs, address(backend, out))
    return out
  }
}
