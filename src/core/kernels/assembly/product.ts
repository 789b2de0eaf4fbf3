/** Batched products of float32 matrices, the right one possibly quantized to int8. */
import { addByteRows, byteDots, shuffleBytes, storeShuffles } from './bytes'
import { highFour, lowFour, lowOrAll } from './element'
import { packColumns, packRows, packTransposedColumns } from './pack'
import { multiplyTile, tileColumns, tileRows } from './tile'
import { addNarrowRows, addRows, dots, shortDots } from './vector'

/** Sizes of the blocks, in elements; measured on caches of 32 KB and 1 MB. */
const maxDepth: i32 = 256
const maxRows: i32 = 96
const blockColumns: i32 = 512

const packedA: usize = <usize>maxRows * maxDepth * 4
const packedB: usize = <usize>blockColumns * maxDepth * 4

/** Bytes of scratch memory that the products need. */
export function scratchBytes(): i32 {
  return <i32>(packedA + packedB + 6 * 32 + shuffleBytes)
}

/**
 * c[s] = a[s] × b[s] for s = 0 … batch - 1; a is [m, k] or, transposed, [k, m], b [k, n] or [n, k].
 * Strides are bytes from one sample to the next, 0 for an operand that all share.
 */
export function product(
  transposeA: bool, transposeB: bool, batch: i32, m: i32, n: i32, k: i32,
  a: usize, strideA: usize, b: usize, strideB: usize, c: usize, scratch: usize,
): void {
  if (batch > 1 && strideB == 0 && !transposeA && strideA != 0) {
    m *= batch // one tall matrix
    batch = 1
  }
  const strideC = <usize>m * n * 4
  for (let s = 0; s < batch; s++) {
    // a column vector on the right: the transposed product has it as a row on the left
    if (n == 1 && m > 1) multiply<f32>(false, !transposeA, 1, m, k, b, a, c, scratch)
    else multiply<f32>(transposeA, transposeB || n == 1, m, n, k, a, b, c, scratch)
    a += strideA
    b += strideB
    c += strideC
  }
}

/**
 * The same for weights b in int8 with one scale a sample (scales: batch floats), plus a bias [n] a sample, one after
 * the other, if that is an address. Where `at` [m, n] is zero the result may be left zero; no address asks for all of it.
 */
export function quantizedProduct(
  transposeB: bool, batch: i32, m: i32, n: i32, k: i32,
  a: usize, strideA: usize, b: usize, strideB: usize, scales: usize, bias: usize,
  at: usize, strideAt: usize, c: usize, scratch: usize,
): void {
  const size = <usize>m * n * 4
  const shuffles = scratch + packedA + packedB + 6 * 32
  storeShuffles(shuffles)
  for (let s = 0; s < batch; s++) {
    if (m == 1 && transposeB && k >= 64) byteDots(n, k, a, b, c, at, shuffles)
    else if (m == 1 && !transposeB && n > 16 && n * 4 <= <i32>packedB) addByteRows(n, k, a, b, c, scratch, shuffles)
    else multiply<i8>(false, transposeB, m, n, k, a, b, c, scratch)
    scaleAndAdd(m, n, c, load<f32>(scales + <usize>s * 4), bias)
    if (bias) bias += <usize>n * 4
    at += strideAt
    a += strideA
    b += strideB
    c += size
  }
}

/**
 * The same for weights that count `positive` or `negative` after their sign, as rules of LRP want them.
 * They are widened one sample at a time into `wide`, which holds k · n floats and stays in the cache.
 */
export function quantizedProductBySign(
  transposeB: bool, batch: i32, m: i32, n: i32, k: i32,
  a: usize, strideA: usize, b: usize, strideB: usize, scales: usize, bias: usize,
  positive: f32, negative: f32, c: usize, scratch: usize, wide: usize,
): void {
  const size = <usize>m * n * 4
  for (let s = 0; s < batch; s++) {
    dequantize(1, k * n, b, scales + <usize>s * 4, positive, negative, wide)
    multiply<f32>(false, transposeB, m, n, k, a, wide, c, scratch)
    if (bias) {
      scaleAndAdd(m, n, c, 1, bias)
      bias += <usize>n * 4
    }
    a += strideA
    b += strideB
    c += size
  }
}

/** w[s] = scales[s] · q[s], times `positive` or `negative` after its sign; `count` weights a sample. */
export function dequantize(
  batch: i32, count: i32, q: usize, scales: usize, positive: f32, negative: f32, w: usize,
): void {
  for (let s = 0; s < batch; s++) {
    const scale = load<f32>(scales + <usize>s * 4)
    const up = f32x4.splat(scale * positive), down = f32x4.splat(scale * negative)
    let i = 0
    for (; i + 8 <= count; i += 8) {
      const read = lowOrAll<i8>(q)
      v128.store(w, bySign(lowFour<i8>(read), up, down))
      v128.store(w, bySign(highFour<i8>(read, q), up, down), 16)
      q += 8
      w += 32
    }
    for (; i < count; i++) {
      const level = <f32>load<i8>(q)
      store<f32>(w, scale * (level > 0 ? positive : negative) * level)
      q += 1
      w += 4
    }
  }
}

// @ts-ignore: decorator
@inline
function bySign(value: v128, up: v128, down: v128): v128 {
  return f32x4.mul(value, v128.bitselect(up, down, f32x4.gt(value, f32x4.splat(0))))
}

/** c [m, n] times a factor, plus the same bias [n] in every row if that is an address. */
function scaleAndAdd(m: i32, n: i32, c: usize, by: f32, bias: usize): void {
  const factor = f32x4.splat(by)
  const row = <usize>n * 4
  for (let i = 0; i < m; i++) {
    let at: usize = 0
    for (; at + 16 <= row; at += 16) {
      const value = f32x4.mul(v128.load(c + at), factor)
      v128.store(c + at, bias ? f32x4.add(value, v128.load(bias + at)) : value)
    }
    for (; at < row; at += 4) store<f32>(c + at, load<f32>(c + at) * by + (bias ? load<f32>(bias + at) : 0))
    c += row
  }
}

/** Rows of a up to which b is better read in place than packed; measured. */
const fewDots: i32 = 12
const fewRows: i32 = 4

function multiply<T>(
  transposeA: bool, transposeB: bool, m: i32, n: i32, k: i32, a: usize, b: usize, c: usize, scratch: usize,
): void {
  const asRows = m == 1 || !transposeA // a row vector is its own transpose
  if (m == 1 && transposeB && k < 64) shortDots<T>(n, k, a, b, c)
  else if (m <= fewDots && asRows && transposeB && k >= 64) dots<T>(m, n, k, a, b, c)
  else if (m == 1 && !transposeB && n <= 16) addNarrowRows<T>(n, k, a, b, c)
  else if (m <= fewRows && asRows && !transposeB && n >= 64 && m * n * 4 <= <i32>packedB) {
    addRows<T>(m, n, k, a, b, c, scratch)
  } else multiplyPacked<T>(transposeA, transposeB, m, n, k, a, b, c, scratch)
}

function multiplyPacked<T>(
  transposeA: bool, transposeB: bool, m: i32, n: i32, k: i32, a: usize, b: usize, c: usize, scratch: usize,
): void {
  const pitchA = <usize>(transposeA ? m : k) * 4, pitchB = <usize>(transposeB ? k : n) * sizeof<T>()
  const rowStep: usize = transposeA ? 4 : pitchA
  const depthStep: usize = transposeA ? pitchA : 4
  const panelsB = scratch + packedA
  const depthBlock = even(k, maxDepth)
  for (let j = 0; j < n; j += blockColumns) {
    const columns = min(blockColumns, n - j)
    for (let l = 0; l < k; l += depthBlock) {
      const depth = min(depthBlock, k - l)
      if (transposeB) packTransposedColumns<T>(depth, columns, b + <usize>j * pitchB + <usize>l * sizeof<T>(), pitchB, panelsB)
      else packColumns<T>(depth, columns, b + <usize>l * pitchB + <usize>j * sizeof<T>(), pitchB, panelsB)
      for (let i = 0; i < m; i += maxRows) {
        const rows = min(maxRows, m - i)
        const from = a + <usize>i * rowStep + <usize>l * depthStep
        packBlock(rows, depth, from, rowStep, depthStep, scratch)
        multiplyBlock(rows, columns, depth, scratch, panelsB, c + (<usize>i * n + j) * 4, <usize>n * 4, l > 0)
      }
    }
  }
}

/** Largest equal share of `total` that is at most `most`. */
// @ts-ignore: decorator
@inline
function even(total: i32, most: i32): i32 {
  const parts = (total + most - 1) / most
  return max(1, (total + parts - 1) / parts)
}

function packBlock(rows: i32, depth: i32, a: usize, rowStep: usize, depthStep: usize, out: usize): void {
  for (let i = 0; i < rows; i += tileRows) {
    const panel = min(tileRows, rows - i)
    packRows(panel, depth, a + <usize>i * rowStep, rowStep, depthStep, out + <usize>(i * depth) * 4)
  }
}

function multiplyBlock(
  rows: i32, columns: i32, depth: i32, panelsA: usize, panelsB: usize, c: usize, pitch: usize, add: bool,
): void {
  const spare = panelsB + packedB
  for (let j = 0; j < columns; j += tileColumns) {
    const b = panelsB + <usize>(j * depth) * 4
    const width = columns - j
    for (let i = 0; i < rows; i += tileRows) {
      const height = min(tileRows, rows - i)
      const a = panelsA + <usize>(i * depth) * 4
      const to = c + <usize>i * pitch + <usize>j * 4
      if (width >= tileColumns) multiplyTile(height, depth, a, b, to, pitch, add)
      else {
        multiplyTile(height, depth, a, b, spare, 32, false)
        copyTile(height, width, spare, to, pitch, add)
      }
    }
  }
}

function copyTile(rows: i32, columns: i32, from: usize, c: usize, pitch: usize, add: bool): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const to = c + <usize>i * pitch + <usize>j * 4
      const value = load<f32>(from + <usize>i * 32 + <usize>j * 4)
      store<f32>(to, add ? load<f32>(to) + value : value)
    }
}
