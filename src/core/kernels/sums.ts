import { type SumAttrs, type TensorInfo, util } from '@tensorflow/tfjs'

/** A sum over neighbouring axes as one over the middle of three: [before, along, after]. */
export interface SumSizes {
  readonly before: number
  readonly along: number
  readonly after: number
  readonly shape: number[]
}

/** Works out TensorFlow.js's Sum; undefined for what our kernels leave to its own: other types, scattered or no axes. */
export function sumSizes(x: TensorInfo, { axis, keepDims }: SumAttrs): SumSizes | undefined {
  const axes = util.parseAxisParam(axis, x.shape).sort((a, b) => a - b)
  const [first] = axes
  if (x.dtype !== 'float32' || first === undefined) return undefined
  const end = axes[axes.length - 1]! + 1
  if (axes.length !== end - first) return undefined
  const [before, along, after] = [x.shape.slice(0, first), x.shape.slice(first, end), x.shape.slice(end)]
  const kept = keepDims ? axes.map(() => 1) : []
  return {
    before: util.sizeFromShape(before),
    along: util.sizeFromShape(along),
    after: util.sizeFromShape(after),
    shape: [...before, ...kept, ...after],
  }
}
