import type { SumAttrs, TensorInfo } from '@tensorflow/tfjs'
import { type CpuBackend, floats, made } from './cpuBackend.ts'
import type { Run } from './replace.ts'
import { type SumSizes, sumSizes } from './sums.ts'

/** Sums over neighbouring axes, in double precision; TensorFlow.js's own would transpose the tensor first. */
export function sum(backend: CpuBackend): Run<{ x: TensorInfo }, SumAttrs> {
  return ({ x }, attributes) => {
    const sizes = sumSizes(x, attributes)
    return sizes && made(backend, sizes.shape, sums(floats(backend, x), sizes))
  }
}

/** [before, along, after] → [before, after] */
function sums(x: Float32Array, { before, along, after }: SumSizes): Float32Array {
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
