import * as tf from '@tensorflow/tfjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { matMul } from '../../../src/core/kernels/ops.ts'
import { installWasmKernels } from '../../../src/core/kernels/wasm.ts'
import { kernelFiles, startWasm } from './wasmBackend.ts'

describe('where our kernels cannot run', () => {
  afterEach(() => void vi.restoreAllMocks())

  it('says that the backend is not up', async () => {
    expect(await installWasmKernels(kernelFiles)).toEqual({
      build: 'stock',
      reason: 'the WASM backend is not up',
    })
  })

  it('says that TensorFlow.js hides its heap, and leaves its kernels alone', async () => {
    await startWasm()
    const before = tf.getKernel(tf.BatchMatMul, 'wasm')
    vi.spyOn(tf.engine(), 'findBackend').mockReturnValue({ wasm: {} } as unknown as tf.KernelBackend)
    const installed = await installWasmKernels(kernelFiles)
    expect(installed).toEqual({ build: 'stock', reason: 'TensorFlow.js 4.22.0 hides its WASM heap' })
    expect(tf.getKernel(tf.BatchMatMul, 'wasm')).toBe(before)
  })

  it('says that a file is broken, and TensorFlow.js still multiplies', async () => {
    await startWasm()
    const broken = async () => new Uint8Array([0, 1, 2])
    const installed = await installWasmKernels({ relaxed: broken, plain: broken })
    expect(installed).toMatchObject({ build: 'stock', reason: expect.stringContaining('did not load') })
    const values = tf.tidy(() => matMul(tf.ones([2, 1, 3]), tf.ones([1, 3, 2])).dataSync())
    expect([...values]).toEqual([3, 3, 3, 3])
  })
})
