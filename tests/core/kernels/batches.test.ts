import type { TensorInfo } from '@tensorflow/tfjs'
import { expect, it } from 'vitest'
import { productSizes } from '../../../src/core/kernels/batches.ts'

const tensor = (shape: number[], dtype: TensorInfo['dtype'] = 'float32'): TensorInfo => ({
  dataId: {},
  shape,
  dtype,
})

it('reads sizes through the transpositions', () => {
  expect(productSizes(tensor([3, 5, 2]), tensor([1, 7, 5]), true, true)).toEqual({
    m: 2,
    n: 7,
    k: 5,
    batchA: 3,
    batchB: 1,
    batch: 3,
    shape: [3, 2, 7],
  })
})

it('takes matrices of any rank with equal leading axes', () => {
  expect(productSizes(tensor([2, 3]), tensor([3, 4]), false, false)?.shape).toEqual([2, 4])
  expect(productSizes(tensor([2, 3, 4, 5]), tensor([2, 3, 5, 6]), false, false)).toMatchObject({
    batch: 6,
    shape: [2, 3, 4, 6],
  })
  expect(productSizes(tensor([4, 5]), tensor([2, 3, 5, 6]), false, false)?.shape).toEqual([2, 3, 4, 6])
})

it('leaves other types, empty operands and crossed broadcasting to TensorFlow.js', () => {
  expect(productSizes(tensor([2, 3], 'int32'), tensor([3, 4], 'int32'), false, false)).toBeUndefined()
  expect(productSizes(tensor([2, 0]), tensor([0, 4]), false, false)).toBeUndefined()
  expect(productSizes(tensor([2, 1, 3, 4]), tensor([1, 2, 4, 5]), false, false)).toBeUndefined()
  expect(productSizes(tensor([2, 3]), tensor([4, 5]), false, false)).toBeUndefined()
})
