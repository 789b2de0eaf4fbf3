import { expect, it } from 'vitest'
import { type Measured, otherRatios, targetLine, targets } from '../../src/cli/benchTargets.ts'
import type { Row } from '../../src/cli/benchWorkloads.ts'

function row(place: string, workload: string, median: number, draws = 100): Row {
  const nothing = {
    flop: 0,
    passes: 5,
    weightsRead: 0,
    longestGap: 0,
    tensorsLeft: 0,
    tensorBytes: 0,
    peakBytes: 0,
  }
  const mainThread = { cpu: 12, clock: 30 }
  return {
    ...nothing,
    place,
    workload,
    draws,
    images: 1,
    milliseconds: [median],
    median,
    gflops: 0,
    gbs: 0,
    mainThread,
  }
}

const measured: Measured = {
  rows: [
    row('node', 'W2', 400),
    row('wasm', 'W1', 30),
    row('wasm-1', 'W1', 44),
    row('wasm', 'W1/10', 4, 10),
    row('wasm', 'W2', 1000),
    row('wasm-1', 'W2', 1400),
    row('stock', 'W2/5', 2500, 5),
  ],
  product: { own: 10, stock: 19 },
  bare: { 'wasm W1': { stream: 8, products: 20 }, 'wasm-1 W1': { stream: 16, products: 40 } },
}

const lines = (of: Measured) => targets(of).map(targetLine)

it('says of every ratio whether it is met, or what is missing', () => {
  expect(lines(measured).map((line) => line.replace(/^.*: (?=\d)/, ''))).toEqual([
    '50.00, at least 25: met', // 2500 ms for 5 draws, 1000 ms for 100
    '0.40, at least 0.35: met',
    '1.90, at least 1.8: met',
    '3.75, at most 3: short by 20 %',
    '2.75, at most 3: met',
    '7.50, at most 11: met',
    '1.40, at least 1.5: short by 7 %',
    '12.00, at most 50: met',
  ])
})

it('allows as many times more for fewer draws as there are', () => {
  const some = { ...measured, rows: [row('wasm', 'W1', 9, 20), row('wasm', 'W1/10', 4, 10)] }
  expect(lines(some)[5]).toBe('W1 with 20 draws against W1 with 10: 2.25, at most 2.2: short by 2 %')
})

it('says what was not measured', () => {
  expect(lines({ rows: [], product: null, bare: {} }).every((line) => line.endsWith('not measured'))).toBe(
    true,
  )
})

it('compares whatever both sides were measured for', () => {
  expect(otherRatios(measured)).toEqual([
    'W2: Node with OpenBLAS over WASM: 0.40',
    'W1: wasm over its bare products: 1.50',
    'W1: wasm-1 over its bare products: 1.10',
  ])
})
