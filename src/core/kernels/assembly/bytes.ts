/**
 * One row times a matrix of int8, [1, k] × [k, n] or its transpose: what a single image costs. Widening the bytes is
 * most of the work, so it takes two instructions for four of them: a shuffle puts each byte on top of its lane, where
 * the conversion finds it with its sign, 2²⁴ times too large.
 */
import { madd } from './tile'

const tooLarge: f32 = 16777216

/** Rows that are added up before they join the result, so that rounding errors stay small. */
const partialRows: i32 = 32

/**
 * Bytes for the four shuffles, and for what is only read ahead. The shuffles lie in memory because V8 makes constants
 * anew in every turn of a loop: half the speed.
 */
export const shuffleBytes: usize = 80

/**
 * Rows left out in between up to which they are read all the same, one number a cache line: a jump stops the
 * prefetcher, which costs more than they do (measured with 512 columns).
 */
const shortGap: i32 = 4

/** Writes the shuffles: of 16 bytes the i-th four become the tops of four lanes, the rest zero. */
export function storeShuffles(at: usize): void {
  for (let i: u32 = 0; i < 16; i++) store<u32>(at + <usize>i * 4, (i << 24) | 0x00ffffff)
}

// @ts-ignore: decorator
@inline
function widened(bytes: v128, shuffle: v128): v128 {
  const tops = ASC_FEATURE_RELAXED_SIMD ? i8x16.relaxed_swizzle(bytes, shuffle) : i8x16.swizzle(bytes, shuffle)
  return f32x4.convert_i32x4_s(tops)
}

/** y [n] = b [n, k] · x; zero, and its row left out, where `at` [n] is zero, unless that is no address. */
export function byteDots(n: i32, k: i32, x: usize, b: usize, y: usize, at: usize, shuffles: usize): void {
  if (at == 0) return dotRows(n, k, x, b, y, shuffles)
  for (let j = 0; j < n; ) {
    const from = gapEnd(j, n, at)
    memory.fill(y + <usize>j * 4, 0, <usize>(from - j) * 4)
    bridge(j, from, k, b, shuffles)
    j = runEnd(from, n, at)
    dotRows(j - from, k, x, b + <usize>(from * k), y + <usize>from * 4, shuffles)
  }
}

function dotRows(n: i32, k: i32, x: usize, b: usize, y: usize, shuffles: usize): void {
  const f0 = v128.load(shuffles), f1 = v128.load(shuffles, 16), f2 = v128.load(shuffles, 32), f3 = v128.load(shuffles, 48)
  for (let j = 0; j < n; j++) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
    let l: usize = 0
    for (; l + 16 <= <usize>k; l += 16) {
      const q = v128.load(b + l)
      const from = x + l * 4
      s0 = madd(v128.load(from), widened(q, f0), s0)
      s1 = madd(v128.load(from, 16), widened(q, f1), s1)
      s2 = madd(v128.load(from, 32), widened(q, f2), s2)
      s3 = madd(v128.load(from, 48), widened(q, f3), s3)
    }
    const lanes = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3))
    const pairs = f32x4.add(lanes, v128.shuffle<f32>(lanes, lanes, 2, 3, 0, 1))
    let total = (f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1)) / tooLarge
    for (; l < <usize>k; l++) total += load<f32>(x + l * 4) * <f32>load<i8>(b + l)
    store<f32>(y, total)
    y += 4
    b += k
  }
}

/** The first place from `j` on where `at` is not zero, else `end`. */
function gapEnd(j: i32, end: i32, at: usize): i32 {
  while (j < end && load<f32>(at + <usize>j * 4) == 0) j++
  return j
}

/** The first place from `j` on where it is zero. */
function runEnd(j: i32, end: i32, at: usize): i32 {
  while (j < end && load<f32>(at + <usize>j * 4) != 0) j++
  return j
}

/** Reads the rows from … to - 1 of `b`, `pitch` bytes each, for the prefetcher's sake, if they are few. */
function bridge(from: i32, to: i32, pitch: i32, b: usize, shuffles: usize): void {
  if (to - from > shortGap) return
  let sum = 0
  const end = b + <usize>(to * pitch)
  for (let at = b + <usize>(from * pitch); at < end; at += 64) sum += <i32>load<u8>(at)
  store<i32>(shuffles + 64, sum) // or the reads would be left out
}

/** y [n] = x · b [k, n]; rows whose factor is zero (black pixels) are left out. `spare` holds n floats. */
export function addByteRows(n: i32, k: i32, x: usize, b: usize, y: usize, spare: usize, shuffles: usize): void {
  let pending = 0
  memory.fill(y, 0, <usize>n * 4)
  for (let l = 0; l < k; ) {
    const from = gapEnd(l, k, x)
    bridge(l, from, n, b, shuffles)
    const to = runEnd(from, k, x)
    for (l = from; l < to; l++) {
      if (pending == 0) memory.fill(spare, 0, <usize>n * 4)
      addByteRow(n, load<f32>(x + <usize>l * 4), b + <usize>(l * n), spare, shuffles)
      if (++pending == partialRows) {
        join(n, spare, y)
        pending = 0
      }
    }
  }
  if (pending) join(n, spare, y)
}

function addByteRow(n: i32, x: f32, b: usize, sums: usize, shuffles: usize): void {
  const f0 = v128.load(shuffles), f1 = v128.load(shuffles, 16), f2 = v128.load(shuffles, 32), f3 = v128.load(shuffles, 48)
  const value = f32x4.splat(x)
  let at: usize = 0
  for (; at + 16 <= <usize>n; at += 16) {
    const q = v128.load(b + at)
    const to = sums + at * 4
    v128.store(to, madd(value, widened(q, f0), v128.load(to)))
    v128.store(to, madd(value, widened(q, f1), v128.load(to, 16)), 16)
    v128.store(to, madd(value, widened(q, f2), v128.load(to, 32)), 32)
    v128.store(to, madd(value, widened(q, f3), v128.load(to, 48)), 48)
  }
  for (; at < <usize>n; at++) {
    const to = sums + at * 4
    store<f32>(to, load<f32>(to) + x * (<f32>load<i8>(b + at) * tooLarge))
  }
}

/** Adds sums to the result, on its scale. */
function join(n: i32, from: usize, to: usize): void {
  const factor = f32x4.splat(1 / tooLarge)
  const bytes = <usize>n * 4
  let at: usize = 0
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(factor, v128.load(from + at))))
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at) / tooLarge)
}
