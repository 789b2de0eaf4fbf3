import { type SumAttrs, type TensorInfo, util } from '@tensorflow/tfjs'
import { type CpuBackend, floats, made } from './cpuBackend.ts'
import type { Run } from './replace.ts'

/** Sums over neighboring axes, in double precision; TensorFlow.js's own would transpose the tensor first. */
export function sum(backend: CpuBackend): Run<{ x: TensorInfo }, SumAttrs> {
  return ({ x }, { axis, keepDims }) => {
    const axes = util.parseAxisParam(axis, x.shape).sort((a, b) => a - b)
    const [first = 0] = axes
    const last = axes[axes.length - 1] ?? 0
    if (x.dtype !== 'float32' || axes.length !== last - first + 1) return undefined
    const before = util.sizeFromShape(x.shape.slice(0, first))
    const along = util.sizeFromShape(x.shape.slice(first, last + 1))
    const after = util.sizeFromShape(x.shape.slice(last + 1))
    const kept = keepDims ? axes.map(() => 1) : []
    const shape = [...x.shape.slice(0, first), ...kept, ...x.shape.slice(last + 1)]
    return made(backend, shape, sums(floats(backend, x), before, along, after))
  }
}

/** [before, along, after] → [before, after] */
function sums(x: Float32Array, before: number, along: number, after: number): Float32Array {
  if (after === 1) return rowSums(x, before, along)
  const out = new Float32Array(before * after)
  const totals = new Float64Array(after)
  for (let i = 0, at = 0; i < before; i++) {
    totals.fill(0)
    for (let j = 0; j < along; j++) for (let l = 0; l < after; l++) totals[l] = totals[l]! + x[at++]!
    out.set(totals, i * after)
  }
  return out
}

function rowSums(x: Float32Array, rows: number, along: number): Float32Array {
  const out = new Float32Array(rows)
  for (let i = 0, at = 0; i < rows; i++) {
    let total = 0
    for (const end = at + along; at < end; at++) total += x[at]!
    out[i] = total
  }
  return out
}
