/**
 * Products of a few rows with a matrix: bounded by memory, so the matrix is read once and front to back.
 * One stream from start to end runs at full bandwidth; four rows side by side at less than half of it (measured).
 * T is the matrix's element: f32, or i8 for quantized weights, whose scale the caller applies.
 */
import { highFour, lowFour, lowOrAll } from './element'
import { madd } from './tile'

/** Rows that are added up before they join the result, so that rounding errors stay small. */
const partialRows: i32 = 32

/**
 * c [m, n] = a [m, k] × b [k, n] for m up to 4. `spare` holds as many floats as c.
 * For m = 1 the rows of b whose factor is zero (black pixels) are never read.
 */
export function addRows<T>(m: i32, n: i32, k: i32, a: usize, b: usize, c: usize, spare: usize): void {
  const pitch = <usize>n * sizeof<T>()
  const size = <usize>(m * n) * 4
  let pending = 0
  memory.fill(c, 0, size)
  for (let l = 0; l < k; l++) {
    if (m > 1 || load<f32>(a) != 0) {
      if (pending == 0) memory.fill(spare, 0, size)
      addRowTo<T>(m, n, k, a, b, spare)
      if (++pending == partialRows) {
        addAll(size, spare, c)
        pending = 0
      }
    }
    a += 4
    b += pitch
  }
  if (pending) addAll(size, spare, c)
}

function addRowTo<T>(m: i32, n: i32, k: i32, a: usize, b: usize, c: usize): void {
  switch (m) {
    case 4: addRow<T>(4, n, k, a, b, c); break
    case 3: addRow<T>(3, n, k, a, b, c); break
    case 2: addRow<T>(2, n, k, a, b, c); break
    default: addRow<T>(1, n, k, a, b, c)
  }
}

/** Adds one row of b [n] to each row of c, times that row's element of a; `rows` must be a literal. */
// @ts-ignore: decorator
@inline
function addRow<T>(rows: i32, n: i32, k: i32, a: usize, b: usize, c: usize): void {
  const step = <usize>k * 4, pitch = <usize>n * 4
  const x0 = v128.load32_splat(a)
  const x1 = rows > 1 ? v128.load32_splat(a + step) : x0
  const x2 = rows > 2 ? v128.load32_splat(a + 2 * step) : x0
  const x3 = rows > 3 ? v128.load32_splat(a + 3 * step) : x0
  let j = 0
  for (; j + 8 <= n; j += 8) {
    const q = lowOrAll<T>(b)
    const low = lowFour<T>(q), high = highFour<T>(q, b)
    addTo(x0, low, high, c)
    if (rows > 1) addTo(x1, low, high, c + pitch)
    if (rows > 2) addTo(x2, low, high, c + 2 * pitch)
    if (rows > 3) addTo(x3, low, high, c + 3 * pitch)
    b += 8 * sizeof<T>()
    c += 32
  }
  for (; j < n; j++) {
    for (let i = 0; i < rows; i++) {
      const to = c + <usize>i * pitch
      store<f32>(to, load<f32>(to) + load<f32>(a + <usize>i * step) * <f32>load<T>(b))
    }
    b += sizeof<T>()
    c += 4
  }
}

// @ts-ignore: decorator
@inline
function addTo(x: v128, low: v128, high: v128, c: usize): void {
  v128.store(c, madd(x, low, v128.load(c)))
  v128.store(c, madd(x, high, v128.load(c, 16)), 16)
}

function addAll(bytes: usize, from: usize, to: usize): void {
  let at: usize = 0
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)))
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at))
}

/** c [m, n] = a [m, k] × bᵀ, b [n, k]: dot products, up to six rows of a beside each row of b. */
export function dots<T>(m: i32, n: i32, k: i32, a: usize, b: usize, c: usize): void {
  const pitch = <usize>n * 4
  const groups = (m + 5) / 6
  const rows = (m + groups - 1) / groups
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < m; i += rows) dotsOf<T>(min(rows, m - i), k, a + <usize>(i * k) * 4, b, c + <usize>i * pitch, pitch)
    b += <usize>k * sizeof<T>()
    c += 4
  }
}

function dotsOf<T>(rows: i32, k: i32, a: usize, b: usize, c: usize, pitch: usize): void {
  switch (rows) {
    case 6: rowDots<T>(6, k, a, b, c, pitch); break
    case 5: rowDots<T>(5, k, a, b, c, pitch); break
    case 4: rowDots<T>(4, k, a, b, c, pitch); break
    case 3: rowDots<T>(3, k, a, b, c, pitch); break
    case 2: rowDots<T>(2, k, a, b, c, pitch); break
    default: rowDots<T>(1, k, a, b, c, pitch)
  }
}

/** Like a tile, but along k: `rows` must be a literal. */
// @ts-ignore: decorator
@inline
function rowDots<T>(rows: i32, k: i32, a: usize, b: usize, c: usize, pitch: usize): void {
  const step = <usize>k * 4
  const a1 = a + step, a2 = a1 + step, a3 = a2 + step, a4 = a3 + step, a5 = a4 + step
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00
  let s30 = s00, s31 = s00, s40 = s00, s41 = s00, s50 = s00, s51 = s00
  let at: usize = 0
  const whole = <usize>(k & ~7) * 4
  while (at < whole) {
    const q = lowOrAll<T>(b)
    const low = lowFour<T>(q), high = highFour<T>(q, b)
    s00 = madd(v128.load(a + at), low, s00); s01 = madd(v128.load(a + at, 16), high, s01)
    if (rows > 1) { s10 = madd(v128.load(a1 + at), low, s10); s11 = madd(v128.load(a1 + at, 16), high, s11) }
    if (rows > 2) { s20 = madd(v128.load(a2 + at), low, s20); s21 = madd(v128.load(a2 + at, 16), high, s21) }
    if (rows > 3) { s30 = madd(v128.load(a3 + at), low, s30); s31 = madd(v128.load(a3 + at, 16), high, s31) }
    if (rows > 4) { s40 = madd(v128.load(a4 + at), low, s40); s41 = madd(v128.load(a4 + at, 16), high, s41) }
    if (rows > 5) { s50 = madd(v128.load(a5 + at), low, s50); s51 = madd(v128.load(a5 + at, 16), high, s51) }
    b += 8 * sizeof<T>()
    at += 32
    if (rows == 1 && at < whole) { // two more sums, or the additions would wait for each other
      const q = lowOrAll<T>(b)
      s10 = madd(v128.load(a + at), lowFour<T>(q), s10); s11 = madd(v128.load(a + at, 16), highFour<T>(q, b), s11)
      b += 8 * sizeof<T>()
      at += 32
    }
  }
  if (rows == 1) { s00 = f32x4.add(s00, s10); s01 = f32x4.add(s01, s11) }
  storeDot<T>(k, a, b, at, f32x4.add(s00, s01), c)
  if (rows > 1) storeDot<T>(k, a1, b, at, f32x4.add(s10, s11), c += pitch)
  if (rows > 2) storeDot<T>(k, a2, b, at, f32x4.add(s20, s21), c += pitch)
  if (rows > 3) storeDot<T>(k, a3, b, at, f32x4.add(s30, s31), c += pitch)
  if (rows > 4) storeDot<T>(k, a4, b, at, f32x4.add(s40, s41), c += pitch)
  if (rows > 5) storeDot<T>(k, a5, b, at, f32x4.add(s50, s51), c += pitch)
}

/** Adds up the lanes and what is left of the row past `at`, and writes the sum. */
// @ts-ignore: decorator
@inline
function storeDot<T>(k: i32, a: usize, b: usize, at: usize, sums: v128, c: usize): void {
  const pairs = f32x4.add(sums, v128.shuffle<f32>(sums, sums, 2, 3, 0, 1))
  let total = f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1)
  for (; at < <usize>k * 4; at += 4) {
    total += load<f32>(a + at) * <f32>load<T>(b)
    b += sizeof<T>()
  }
  store<f32>(c, total)
}

/** y_j = x · row j of b [n, k] for short rows: four at a time, so that their lanes are summed together. */
export function shortDots<T>(n: i32, k: i32, x: usize, b: usize, y: usize): void {
  const pitch = <usize>k * sizeof<T>()
  for (let j = 0; j < n; j += 4) {
    // past the end the last row is read again
    const b1 = b + (j + 1 < n ? pitch : 0), b2 = b1 + (j + 2 < n ? pitch : 0), b3 = b2 + (j + 3 < n ? pitch : 0)
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
    let l = 0
    for (; l + 8 <= k; l += 8) {
      const low = v128.load(x + <usize>l * 4), high = v128.load(x + <usize>l * 4, 16)
      s0 = addEight<T>(low, high, b + <usize>l * sizeof<T>(), s0)
      s1 = addEight<T>(low, high, b1 + <usize>l * sizeof<T>(), s1)
      s2 = addEight<T>(low, high, b2 + <usize>l * sizeof<T>(), s2)
      s3 = addEight<T>(low, high, b3 + <usize>l * sizeof<T>(), s3)
    }
    if (l < k && k >= 8) { // the last eight once more, those that were counted times zero
      const low = v128.and(v128.load(x + <usize>k * 4 - 32), i32x4.ge_s(i32x4(0, 1, 2, 3), i32x4.splat(l + 8 - k)))
      const high = v128.and(v128.load(x + <usize>k * 4 - 16), i32x4.ge_s(i32x4(4, 5, 6, 7), i32x4.splat(l + 8 - k)))
      const last = <usize>(k - 8) * sizeof<T>()
      s0 = addEight<T>(low, high, b + last, s0)
      s1 = addEight<T>(low, high, b1 + last, s1)
      s2 = addEight<T>(low, high, b2 + last, s2)
      s3 = addEight<T>(low, high, b3 + last, s3)
      l = k
    }
    let sums = sumLanes(s0, s1, s2, s3)
    for (; l < k; l++) {
      const at = <usize>l * sizeof<T>()
      const rest = f32x4(<f32>load<T>(b + at), <f32>load<T>(b1 + at), <f32>load<T>(b2 + at), <f32>load<T>(b3 + at))
      sums = madd(v128.load32_splat(x + <usize>l * 4), rest, sums)
    }
    storeFirst(n - j, y, sums)
    b = b3 + pitch
    y += 16
  }
}

// @ts-ignore: decorator
@inline
function addEight<T>(low: v128, high: v128, b: usize, sums: v128): v128 {
  const q = lowOrAll<T>(b)
  return madd(high, highFour<T>(q, b), madd(low, lowFour<T>(q), sums))
}

/** The four sums over the lanes of four vectors, as one vector. */
// @ts-ignore: decorator
@inline
function sumLanes(s0: v128, s1: v128, s2: v128, s3: v128): v128 {
  const t0 = f32x4.add(v128.shuffle<f32>(s0, s1, 0, 4, 1, 5), v128.shuffle<f32>(s0, s1, 2, 6, 3, 7))
  const t1 = f32x4.add(v128.shuffle<f32>(s2, s3, 0, 4, 1, 5), v128.shuffle<f32>(s2, s3, 2, 6, 3, 7))
  return f32x4.add(v128.shuffle<f32>(t0, t1, 0, 1, 4, 5), v128.shuffle<f32>(t0, t1, 2, 3, 6, 7))
}

/** Writes the first `count` lanes, all four where there is room. */
// @ts-ignore: decorator
@inline
function storeFirst(count: i32, to: usize, lanes: v128): void {
  if (count >= 4) return v128.store(to, lanes)
  if (count > 0) store<f32>(to, f32x4.extract_lane(lanes, 0))
  if (count > 1) store<f32>(to, f32x4.extract_lane(lanes, 1), 4)
  if (count > 2) store<f32>(to, f32x4.extract_lane(lanes, 2), 8)
}

/** y [n] = x [k] × b [k, n] for at most 16 columns, as the last layer has: the sums stay in registers. */
export function addNarrowRows<T>(n: i32, k: i32, x: usize, b: usize, y: usize): void {
  const pitch = <usize>n * sizeof<T>()
  const beyond = (16 + n - 1) / n // rows from which a read of 16 elements could pass the end
  const whole = k - beyond
  memory.fill(y, 0, <usize>n * 4)
  let l = 0
  while (l < whole) {
    const end = min(l + partialRows, whole)
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
    for (; l < end; l++) {
      const value = v128.load32_splat(x + <usize>l * 4)
      const q = lowOrAll<T>(b)
      s0 = madd(value, lowFour<T>(q), s0)
      s1 = madd(value, highFour<T>(q, b), s1)
      if (n > 8) {
        const next = b + 8 * sizeof<T>()
        const r = lowOrAll<T>(next)
        s2 = madd(value, lowFour<T>(r), s2)
        s3 = madd(value, highFour<T>(r, next), s3)
      }
      b += pitch
    }
    addFirst(n, y, s0)
    addFirst(n - 4, y + 16, s1)
    addFirst(n - 8, y + 32, s2)
    addFirst(n - 12, y + 48, s3)
  }
  for (; l < k; l++) {
    const value = load<f32>(x + <usize>l * 4)
    for (let j: usize = 0; j < <usize>n; j++) {
      store<f32>(y + j * 4, load<f32>(y + j * 4) + value * <f32>load<T>(b + j * sizeof<T>()))
    }
    b += pitch
  }
}

/** Adds the first `count` lanes. */
function addFirst(count: i32, to: usize, lanes: v128): void {
  if (count > 0) store<f32>(to, load<f32>(to) + f32x4.extract_lane(lanes, 0))
  if (count > 1) store<f32>(to, load<f32>(to, 4) + f32x4.extract_lane(lanes, 1), 4)
  if (count > 2) store<f32>(to, load<f32>(to, 8) + f32x4.extract_lane(lanes, 2), 8)
  if (count > 3) store<f32>(to, load<f32>(to, 12) + f32x4.extract_lane(lanes, 3), 12)
}
