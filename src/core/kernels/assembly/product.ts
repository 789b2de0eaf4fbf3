/** Batched product of float32 matrices: blocks of b are packed into panels that stay in the second-level cache. */
import { packColumns, packRows, packTransposedColumns } from './pack'
import { multiplyTile, tileColumns, tileRows } from './tile'
import { multiplyVector } from './vector'

/** Sizes of the blocks, in elements; measured on 32 KB / 1 MB caches. */
const maxDepth: i32 = 256
const maxRows: i32 = 96
const blockColumns: i32 = 512

const packedA: usize = <usize>maxRows * maxDepth * 4
const packedB: usize = <usize>blockColumns * maxDepth * 4

/** Bytes of scratch memory that `product` needs. */
export function scratchBytes(): i32 {
  return <i32>(packedA + packedB + 6 * 32)
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
    if (m == 1) multiplyVector(transposeB || n == 1, n, k, a, b, c)
    else if (n == 1) multiplyVector(!transposeA, m, k, b, a, c) // the transposed product
    else multiply(transposeA, transposeB, m, n, k, a, b, c, scratch)
    a += strideA
    b += strideB
    c += strideC
  }
}

function multiply(
  transposeA: bool, transposeB: bool, m: i32, n: i32, k: i32, a: usize, b: usize, c: usize, scratch: usize,
): void {
  const pitchA = <usize>(transposeA ? m : k) * 4, pitchB = <usize>(transposeB ? k : n) * 4
  const rowStep: usize = transposeA ? 4 : pitchA
  const depthStep: usize = transposeA ? pitchA : 4
  const panelsB = scratch + packedA
  const depthBlock = even(k, maxDepth)
  for (let j = 0; j < n; j += blockColumns) {
    const columns = min(blockColumns, n - j)
    for (let l = 0; l < k; l += depthBlock) {
      const depth = min(depthBlock, k - l)
      if (transposeB) packTransposedColumns(depth, columns, b + <usize>j * pitchB + <usize>l * 4, pitchB, panelsB)
      else packColumns(depth, columns, b + <usize>l * pitchB + <usize>j * 4, pitchB, panelsB)
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
