/** The kernels on the WASM backend, timed against TensorFlow.js's own; runs in a page and in Node alike. */
import * as tf from '@tensorflow/tfjs'
import { disposeWeights, matMulWeights, uploadQuantized } from '../../src/core/kernels/quantized.ts'
import { installWasmKernels, type KernelFiles } from '../../src/core/kernels/wasm.ts'
import type { Assembly } from '../../src/core/kernels/wasmKernels.ts'
import { type Contest, compare, type Timing } from './compare.ts'

/** A product [batch, m, k] × [batch, k, n]. */
interface Shape {
  readonly name: string
  readonly batch: number
  readonly m: number
  readonly n: number
  readonly k: number
  readonly transposeB?: boolean
}

const shapes: readonly Shape[] = [
  { name: 'plain', batch: 1, m: 500, n: 512, k: 784 },
  { name: 'batched', batch: 2, m: 100, n: 512, k: 784 },
  { name: 'batched, transposed', batch: 2, m: 100, n: 784, k: 512, transposeB: true },
  { name: 'one image', batch: 60, m: 1, n: 512, k: 784 },
  { name: 'one image, transposed', batch: 60, m: 1, n: 784, k: 512, transposeB: true },
  { name: 'ten images', batch: 20, m: 10, n: 512, k: 784 },
  { name: 'second convolution', batch: 2, m: 640, n: 512, k: 400 },
]

/** One contest a shape: TensorFlow.js's own kernel, ours through tf.matMul, ours on int8 weights, ours bare. */
export async function measureKernels(files: KernelFiles): Promise<readonly Contest[]> {
  const stock = tf.getKernel(tf.BatchMatMul, 'wasm')!
  const kernels = await installWasmKernels(files)
  if (kernels.build === 'stock') throw new Error(kernels.reason)
  const assembly = await instantiate(await files[kernels.build]())
  return shapes.map((shape) => contest(shape, stock, assembly))
}

interface Bare extends Assembly {
  readonly memory: WebAssembly.Memory
  readAll(from: number, bytes: number): number
}

/** A copy on a heap of its own, 1 GB. */
async function instantiate(bytes: BufferSource): Promise<Bare> {
  const memory = new WebAssembly.Memory({ initial: 2 ** 14 })
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } })
  return { ...(instance.exports as unknown as Bare), memory }
}

function contest(shape: Shape, stock: tf.KernelConfig, bare: Bare): Contest {
  const { batch, m, n, k, transposeB = false } = shape
  const a = tf.randomNormal<tf.Rank.R3>([batch, m, k])
  const b = tf.randomNormal<tf.Rank.R3>(transposeB ? [batch, n, k] : [batch, k, n])
  const w = uploadQuantized(int8(b.size), new Float32Array(batch).fill(0.01), b.shape)
  const backend = tf.backend()
  const attributes = { transposeA: false, transposeB }
  const at = lay(bare, a.size, b.size, batch * m * n)
  const theirs = (right: tf.Tensor) => {
    const out = stock.kernelFunc({ inputs: { a, b: right }, backend, attrs: attributes }) as tf.TensorInfo
    backend.disposeData(out.dataId)
  }
  const contestants = {
    'TensorFlow.js': () => theirs(b),
    // it keeps a packed copy of a right operand that it has seen; the draws of a posterior are many
    'same, b new': () => {
      const copy = b.add(0)
      theirs(copy)
      copy.dispose()
    },
    ours: () => tf.matMul(a, b, false, transposeB).dispose(),
    'ours, int8': () => matMulWeights(a, w, { transposeB }).dispose(),
    bare: () => {
      const left = [at.a, m * k * 4] as const
      const right = [at.b, k * n * 4] as const
      bare.product(false, transposeB, batch, m, n, k, ...left, ...right, at.c, at.scratch)
    },
    'reading b': () => void bare.readAll(at.b, (b.size * 4) & ~63),
  }
  const timings: Readonly<Record<string, Timing>> = compare(contestants)
  tf.dispose([a, b])
  disposeWeights(w)
  return { ...shape, flop: 2 * batch * m * n * k, bytes: b.size * 4, timings }
}

/** Addresses of three arrays one after the other, filled: pages never written to are all the same page. */
function lay(bare: Bare, a: number, b: number, c: number) {
  const scratch = 2 ** 16
  const first = scratch + Math.ceil(bare.scratchBytes() / 64) * 64
  new Float32Array(bare.memory.buffer, first, a + b + c).fill(0.5)
  return { scratch, a: first, b: first + 4 * a, c: first + 4 * (a + b) }
}

function int8(count: number): Int8Array {
  return Int8Array.from({ length: count }, (_, i) => ((i * 7919) % 255) - 127)
}
