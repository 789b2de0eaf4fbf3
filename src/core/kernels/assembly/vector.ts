/** Row vector times matrix: bounded by memory, so the matrix is read once, front to back. */
import { madd } from './tile'

/** y [n] = x [k] × b, b [k, n] or, transposed, [n, k]. */
export function multiplyVector(transposeB: bool, n: i32, k: i32, x: usize, b: usize, y: usize): void {
  if (transposeB) dots(n, k, x, b, y)
  else if (n <= 16) addNarrowRows(n, k, x, b, y)
  else addRows(n, k, x, b, y)
}

/** y = Σ x_l · row l of b, eight rows at a time; rows whose x is zero (black pixels) are never read. */
function addRows(n: i32, k: i32, x: usize, b: usize, y: usize): void {
  const pitch = <usize>n * 4
  memory.fill(y, 0, pitch)
  let x0: f32 = 0, x1: f32 = 0, x2: f32 = 0, x3: f32 = 0, x4: f32 = 0, x5: f32 = 0, x6: f32 = 0, x7: f32 = 0
  let b0 = b, b1 = b, b2 = b, b3 = b, b4 = b, b5 = b, b6 = b, b7 = b
  let pending = 0
  for (let l = 0; l < k; l++) {
    const value = load<f32>(x + <usize>l * 4)
    if (value != 0) {
      x0 = x1; x1 = x2; x2 = x3; x3 = x4; x4 = x5; x5 = x6; x6 = x7; x7 = value
      b0 = b1; b1 = b2; b2 = b3; b3 = b4; b4 = b5; b5 = b6; b6 = b7; b7 = b
      if (++pending == 8) {
        addEight(n, x0, x1, x2, x3, x4, x5, x6, x7, b0, b1, b2, b3, b4, b5, b6, b7, y)
        pending = 0
        x0 = x1 = x2 = x3 = x4 = x5 = x6 = x7 = 0 // added: what is left at the end must not count again
      }
    }
    b += pitch
  }
  if (pending) addEight(n, x0, x1, x2, x3, x4, x5, x6, x7, b0, b1, b2, b3, b4, b5, b6, b7, y)
}

function addEight(
  n: i32, x0: f32, x1: f32, x2: f32, x3: f32, x4: f32, x5: f32, x6: f32, x7: f32,
  b0: usize, b1: usize, b2: usize, b3: usize, b4: usize, b5: usize, b6: usize, b7: usize, y: usize,
): void {
  const v0 = f32x4.splat(x0), v1 = f32x4.splat(x1), v2 = f32x4.splat(x2), v3 = f32x4.splat(x3)
  const v4 = f32x4.splat(x4), v5 = f32x4.splat(x5), v6 = f32x4.splat(x6), v7 = f32x4.splat(x7)
  const whole = <usize>(n & ~3) * 4
  let at: usize = 0
  for (; at < whole; at += 16) {
    let s = f32x4.mul(v0, v128.load(b0 + at)), t = f32x4.mul(v4, v128.load(b4 + at))
    s = madd(v1, v128.load(b1 + at), s); t = madd(v5, v128.load(b5 + at), t)
    s = madd(v2, v128.load(b2 + at), s); t = madd(v6, v128.load(b6 + at), t)
    s = madd(v3, v128.load(b3 + at), s); t = madd(v7, v128.load(b7 + at), t)
    v128.store(y + at, f32x4.add(v128.load(y + at), f32x4.add(s, t)))
  }
  for (; at < <usize>n * 4; at += 4) {
    const s = x0 * load<f32>(b0 + at) + x1 * load<f32>(b1 + at) + x2 * load<f32>(b2 + at) + x3 * load<f32>(b3 + at)
    const t = x4 * load<f32>(b4 + at) + x5 * load<f32>(b5 + at) + x6 * load<f32>(b6 + at) + x7 * load<f32>(b7 + at)
    store<f32>(y + at, load<f32>(y + at) + (s + t))
  }
}

/** The same for at most 16 columns, as the last layer has: the sums stay in registers. */
function addNarrowRows(n: i32, k: i32, x: usize, b: usize, y: usize): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
  const pitch = <usize>n * 4
  const ahead = (16 + n - 1) / n // rows from which a read of 16 floats would pass the end
  for (let l = 0; l < k - ahead; l++) {
    const value = v128.load32_splat(x + <usize>l * 4)
    s0 = madd(value, v128.load(b), s0)
    if (n > 4) s1 = madd(value, v128.load(b, 16), s1)
    if (n > 8) s2 = madd(value, v128.load(b, 32), s2)
    if (n > 12) s3 = madd(value, v128.load(b, 48), s3)
    b += pitch
  }
  storeFirst(n, y, s0, 0)
  storeFirst(n, y, s1, 4)
  storeFirst(n, y, s2, 8)
  storeFirst(n, y, s3, 12)
  for (let l = max(0, k - ahead); l < k; l++) {
    const value = load<f32>(x + <usize>l * 4)
    for (let j: usize = 0; j < pitch; j += 4) store<f32>(y + j, load<f32>(y + j) + value * load<f32>(b + j))
    b += pitch
  }
}

/** Writes those of the four sums for columns `first` … `first` + 3 that lie below n. */
function storeFirst(n: i32, y: usize, sums: v128, first: i32): void {
  if (first < n) store<f32>(y + <usize>first * 4, f32x4.extract_lane(sums, 0))
  if (first + 1 < n) store<f32>(y + <usize>first * 4, f32x4.extract_lane(sums, 1), 4)
  if (first + 2 < n) store<f32>(y + <usize>first * 4, f32x4.extract_lane(sums, 2), 8)
  if (first + 3 < n) store<f32>(y + <usize>first * 4, f32x4.extract_lane(sums, 3), 12)
}

/** y_j = x · row j of b [n, k], four rows at a time. */
function dots(n: i32, k: i32, x: usize, b: usize, y: usize): void {
  const pitch = <usize>k * 4
  const whole = <usize>(k & ~3) * 4
  let j = 0
  for (; j + 4 <= n; j += 4) {
    const b1 = b + pitch, b2 = b1 + pitch, b3 = b2 + pitch
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
    let at: usize = 0
    for (; at < whole; at += 16) {
      const value = v128.load(x + at)
      s0 = madd(value, v128.load(b + at), s0)
      s1 = madd(value, v128.load(b1 + at), s1)
      s2 = madd(value, v128.load(b2 + at), s2)
      s3 = madd(value, v128.load(b3 + at), s3)
    }
    let sums = sumLanes(s0, s1, s2, s3)
    for (; at < pitch; at += 4) {
      const rest = f32x4(load<f32>(b + at), load<f32>(b1 + at), load<f32>(b2 + at), load<f32>(b3 + at))
      sums = madd(v128.load32_splat(x + at), rest, sums)
    }
    v128.store(y + <usize>j * 4, sums)
    b = b3 + pitch
  }
  for (; j < n; j++) {
    store<f32>(y + <usize>j * 4, dot(k, x, b))
    b += pitch
  }
}

/** The four sums over the lanes of four vectors, as one vector. */
// @ts-ignore: decorator
@inline
function sumLanes(s0: v128, s1: v128, s2: v128, s3: v128): v128 {
  const t0 = f32x4.add(v128.shuffle<f32>(s0, s1, 0, 4, 1, 5), v128.shuffle<f32>(s0, s1, 2, 6, 3, 7))
  const t1 = f32x4.add(v128.shuffle<f32>(s2, s3, 0, 4, 1, 5), v128.shuffle<f32>(s2, s3, 2, 6, 3, 7))
  return f32x4.add(v128.shuffle<f32>(t0, t1, 0, 1, 4, 5), v128.shuffle<f32>(t0, t1, 2, 3, 6, 7))
}

function dot(k: i32, x: usize, b: usize): f32 {
  let sums = f32x4.splat(0)
  let l = 0
  for (; l + 4 <= k; l += 4) sums = madd(v128.load(x + <usize>l * 4), v128.load(b + <usize>l * 4), sums)
  let total = f32x4.extract_lane(sumLanes(sums, sums, sums, sums), 0)
  for (; l < k; l++) total += load<f32>(x + <usize>l * 4) * load<f32>(b + <usize>l * 4)
  return total
}
