import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { matMul } from '../../../src/core/kernels/ops.ts'
import { elementwiseResults, expectAgreement, type Results } from './elementwise.ts'
import { factsOfKernels } from './facts.ts'
import { generated, startWasm, startWasmWithKernels } from './wasmBackend.ts'

describe('our kernels on the WASM backend', () => {
  let stock: Results = {}
  beforeAll(async () => {
    await startWasm()
    stock = elementwiseResults()
    await startWasmWithKernels()
  })

  factsOfKernels()

  it('agrees with TensorFlow.js element by element', () => {
    expectAgreement(elementwiseResults(), stock)
  })

  it('survives growth of the heap between and during products', () => {
    const [first, last] = tf.tidy(() => {
      const a = tf.ones<tf.Rank.R3>([2, 40, 300])
      const b = tf.ones<tf.Rank.R3>([2, 300, 50])
      const before = matMul(a, b).sum()
      const large = tf.zeros([8, 1024, 1024]) // 32 MB: the heap starts with 16
      const after = matMul(a, b).add(large.sum()).sum()
      const grown = matMul(tf.ones([1, 4000, 8]), tf.ones([1, 8, 4000])).slice([0, 3999, 3999]) // 64 MB of output
      return [before.sub(after).dataSync()[0], grown.dataSync()[0]]
    })
    expect(first).toBe(0)
    expect(last).toBe(8)
  })

  it('leaves other types and shapes to TensorFlow.js', () => {
    const shape = tf.tidy(() => tf.matMul(tf.ones([2, 1, 3, 4]), tf.ones([1, 2, 4, 5])).shape)
    expect(shape).toEqual([2, 2, 3, 5])
  })
})

describe('the compiled files', () => {
  it.each(['relaxed.wasm', 'plain.wasm'])('%s has no data segment and no start function', async (name) => {
    const sections = sectionsOf(await generated(name))
    expect(sections).toContain(10) // code
    expect(sections).not.toContain(11) // data would overwrite TensorFlow.js's statics
    expect(sections).not.toContain(8)
  })

  it('imports nothing but the memory', async () => {
    const module = await WebAssembly.compile(await generated('plain.wasm'))
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }])
  })
})

/** Ids of a WebAssembly file's sections, in order. */
function sectionsOf(bytes: Uint8Array): number[] {
  const ids: number[] = []
  let at = 8 // after magic and version
  while (at < bytes.length) {
    ids.push(bytes[at++]!)
    let size = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]! // LEB128
      size |= (byte & 127) << shift
      if (byte < 128) break
    }
    at += size
  }
  return ids
}
