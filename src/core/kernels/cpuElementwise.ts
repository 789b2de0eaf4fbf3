import * as tf from '@tensorflow/tfjs'
import { broadcast } from './broadcast.ts'
import { type CpuBackend, floats, made } from './cpuBackend.ts'
import type { Run } from './replace.ts'

/** The element-wise operations that networks, rules and attacks use, as one plain loop each. */
export function elementwise(backend: CpuBackend): Readonly<Record<string, Run>> {
  return {
    [tf.Add]: binary(backend, add),
    [tf.Sub]: binary(backend, subtract),
    [tf.Multiply]: binary(backend, multiply),
    [tf.RealDiv]: binary(backend, divide),
    [tf.Relu]: unary(backend, relu),
    [tf.LeakyRelu]: unary(backend, leakyRelu),
    [tf.Step]: unary(backend, step),
    [tf.Neg]: unary(backend, negate),
    [tf.Abs]: unary(backend, absolute),
    [tf.Square]: unary(backend, square),
  }
}

/**
 * out[at + i] = a[ia + i · da] ∘ b[ib + i · db] for i < count; steps are 0 or 1.
 * A loop of its own for each operation: called through one shared loop, none would be compiled in.
 */
type BinaryLoop = (
  ...args: [
    ...[a: Float32Array, ia: number, da: number, b: Float32Array, ib: number, db: number],
    ...[out: Float32Array, at: number, count: number],
  ]
) => void

type UnaryLoop = (x: Float32Array, out: Float32Array, alpha: number) => void

function binary(backend: CpuBackend, loop: BinaryLoop): Run<{ a: tf.TensorInfo; b: tf.TensorInfo }> {
  return ({ a, b }) => {
    if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined
    const plan = broadcast(a.shape, b.shape)
    if (!plan) return undefined
    const left = floats(backend, a)
    const right = floats(backend, b)
    const out = new Float32Array(plan.size)
    const { count, stepA, stepB } = plan.inner
    plan.eachRow((ia, ib, at) => loop(left, ia, stepA, right, ib, stepB, out, at, count))
    return made(backend, plan.shape, out)
  }
}

function unary(backend: CpuBackend, loop: UnaryLoop): Run<{ x: tf.TensorInfo }, { alpha?: number }> {
  return ({ x }, attributes) => {
    if (x.dtype !== 'float32') return undefined
    const from = floats(backend, x)
    const out = new Float32Array(from.length)
    loop(from, out, attributes?.alpha ?? 0)
    return made(backend, x.shape, out)
  }
}

const add: BinaryLoop = (a, ia, da, b, ib, db, out, at, count) => {
  for (let i = 0; i < count; i++, ia += da, ib += db) out[at + i] = a[ia]! + b[ib]!
}

const subtract: BinaryLoop = (a, ia, da, b, ib, db, out, at, count) => {
  for (let i = 0; i < count; i++, ia += da, ib += db) out[at + i] = a[ia]! - b[ib]!
}

const multiply: BinaryLoop = (a, ia, da, b, ib, db, out, at, count) => {
  for (let i = 0; i < count; i++, ia += da, ib += db) out[at + i] = a[ia]! * b[ib]!
}

const divide: BinaryLoop = (a, ia, da, b, ib, db, out, at, count) => {
  for (let i = 0; i < count; i++, ia += da, ib += db) out[at + i] = a[ia]! / b[ib]!
}

// without branches: the signs of activations are random, and a branch that the processor cannot foresee costs most

const relu: UnaryLoop = (x, out) => {
  for (let i = 0; i < x.length; i++) out[i] = 0.5 * (x[i]! + Math.abs(x[i]!))
}

const leakyRelu: UnaryLoop = (x, out, alpha) => {
  const even = (1 + alpha) / 2
  const odd = (1 - alpha) / 2
  for (let i = 0; i < x.length; i++) out[i] = even * x[i]! + odd * Math.abs(x[i]!)
}

const step: UnaryLoop = (x, out, alpha) => {
  const heights = Float64Array.of(alpha, 1)
  for (let i = 0; i < x.length; i++) out[i] = heights[+(x[i]! > 0) | 0]!
}

const negate: UnaryLoop = (x, out) => {
  for (let i = 0; i < x.length; i++) out[i] = -x[i]!
}

const absolute: UnaryLoop = (x, out) => {
  for (let i = 0; i < x.length; i++) out[i] = Math.abs(x[i]!)
}

const square: UnaryLoop = (x, out) => {
  for (let i = 0; i < x.length; i++) out[i] = x[i]! * x[i]!
}
