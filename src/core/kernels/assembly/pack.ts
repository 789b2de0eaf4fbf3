/**
 * Copies blocks of the operands into panels, so that the innermost loop reads both front to back whatever the transposition.
 * A panel of a is [depth, rows of the tile], one of b is [depth, 8] with zeros past the last column.
 */
import { highFour, lowFour, lowOrAll } from './element'
import { tileColumns, tileRows } from './tile'

/** Four vectors as the columns of a 4 × 4 block, written `pitch` bytes apart. */
// @ts-ignore: decorator
@inline
function storeTransposed(at: usize, pitch: usize, r0: v128, r1: v128, r2: v128, r3: v128): void {
  const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5)
  const t1 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7)
  const t2 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5)
  const t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7)
  v128.store(at, v128.shuffle<f32>(t0, t2, 0, 1, 4, 5))
  v128.store(at + pitch, v128.shuffle<f32>(t0, t2, 2, 3, 6, 7))
  v128.store(at + 2 * pitch, v128.shuffle<f32>(t1, t3, 0, 1, 4, 5))
  v128.store(at + 3 * pitch, v128.shuffle<f32>(t1, t3, 2, 3, 6, 7))
}

/** One panel of a: element (i, l) of the block lies at a + i · rowStep + l · depthStep bytes. */
export function packRows(
  rows: i32, depth: i32, a: usize, rowStep: usize, depthStep: usize, out: usize,
): void {
  if (rows == tileRows && depthStep == 4) packFullRows(depth, a, rowStep, out)
  else if (rows == tileRows && rowStep == 4) packFullColumns(depth, a, depthStep, out)
  else packAny(rows, depth, a, rowStep, depthStep, out)
}

/** A panel of 4 or 6 rows that are contiguous along the depth. */
function packFullRows(depth: i32, a: usize, rowStep: usize, out: usize): void {
  const a1 = a + rowStep, a2 = a1 + rowStep, a3 = a2 + rowStep, a4 = a3 + rowStep, a5 = a4 + rowStep
  const whole = <usize>(depth & ~3) * 4
  const pitch: usize = tileRows * 4
  for (let at: usize = 0; at < whole; at += 16) {
    storeTransposed(out, pitch, v128.load(a + at), v128.load(a1 + at), v128.load(a2 + at), v128.load(a3 + at))
    if (tileRows == 6) {
      const r4 = v128.load(a4 + at), r5 = v128.load(a5 + at)
      const low = v128.shuffle<f32>(r4, r5, 0, 4, 1, 5), high = v128.shuffle<f32>(r4, r5, 2, 6, 3, 7)
      v128.store64_lane(out, low, 0, 16)
      v128.store64_lane(out, low, 1, 40)
      v128.store64_lane(out, high, 0, 64)
      v128.store64_lane(out, high, 1, 88)
    }
    out += 4 * pitch
  }
  packAny(tileRows, depth & 3, a + whole, rowStep, 4, out)
}

/** The same where the rows lie next to each other. */
function packFullColumns(depth: i32, a: usize, depthStep: usize, out: usize): void {
  for (let l = 0; l < depth; l++) {
    v128.store(out, v128.load(a))
    if (tileRows == 6) store<u64>(out, load<u64>(a, 16), 16)
    a += depthStep
    out += tileRows * 4
  }
}

function packAny(rows: i32, depth: i32, a: usize, rowStep: usize, depthStep: usize, out: usize): void {
  for (let l = 0; l < depth; l++)
    for (let i = 0; i < rows; i++) {
      store<f32>(out, load<f32>(a + <usize>i * rowStep + <usize>l * depthStep))
      out += 4
    }
}

/** All panels of a block of b that is stored [depth, columns], rows `pitch` bytes apart. */
export function packColumns<T>(depth: i32, columns: i32, b: usize, pitch: usize, out: usize): void {
  const panel = <usize>depth * 32
  const whole = columns & ~7
  const rest = columns & 7
  for (let l = 0; l < depth; l++) {
    let from = b, to = out + <usize>l * 32
    for (let j = 0; j < whole; j += tileColumns) {
      const q = lowOrAll<T>(from)
      v128.store(to, lowFour<T>(q))
      v128.store(to, highFour<T>(q, from), 16)
      from += 8 * sizeof<T>()
      to += panel
    }
    if (rest) copyPadded<T>(from, rest, sizeof<T>(), to)
    b += pitch
  }
}

/** All panels of a block of b that is stored transposed, [columns, depth]. */
export function packTransposedColumns<T>(depth: i32, columns: i32, b: usize, pitch: usize, out: usize): void {
  const panel = <usize>depth * 32
  let j = 0
  for (; j + tileColumns <= columns; j += tileColumns) {
    packEight<T>(depth, b, pitch, out)
    b += 8 * pitch
    out += panel
  }
  if (j == columns) return
  for (let l = 0; l < depth; l++) {
    copyPadded<T>(b + <usize>l * sizeof<T>(), columns - j, pitch, out + <usize>l * 32)
  }
}

function packEight<T>(depth: i32, b: usize, pitch: usize, out: usize): void {
  let l = 0
  for (; l + 8 <= depth; l += 8) {
    packFourByEight<T>(b, pitch, out)
    packFourByEight<T>(b + 4 * pitch, pitch, out + 16)
    b += 8 * sizeof<T>()
    out += 256
  }
  for (; l < depth; l++) {
    copyPadded<T>(b, 8, pitch, out)
    b += sizeof<T>()
    out += 32
  }
}

/** Eight elements of four rows become half of eight rows of a panel. */
// @ts-ignore: decorator
@inline
function packFourByEight<T>(b: usize, pitch: usize, out: usize): void {
  const b1 = b + pitch, b2 = b1 + pitch, b3 = b2 + pitch
  const q0 = lowOrAll<T>(b), q1 = lowOrAll<T>(b1), q2 = lowOrAll<T>(b2), q3 = lowOrAll<T>(b3)
  storeTransposed(out, 32, lowFour<T>(q0), lowFour<T>(q1), lowFour<T>(q2), lowFour<T>(q3))
  storeTransposed(out + 128, 32, highFour<T>(q0, b), highFour<T>(q1, b1), highFour<T>(q2, b2), highFour<T>(q3, b3))
}

/** `count` elements `step` bytes apart as floats, then zeros up to 8. */
function copyPadded<T>(from: usize, count: i32, step: usize, out: usize): void {
  for (let j = 0; j < 8; j++) {
    let value: f32 = 0
    if (j < count) value = <f32>load<T>(from + <usize>j * step)
    store<f32>(out + <usize>j * 4, value)
  }
}
