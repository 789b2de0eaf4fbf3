/** The innermost loop of the product: up to 6 rows × 8 columns of the result stay in registers. */

/**
 * Rows and columns of a full tile. With fused multiply-add 12 sums, 2 columns of b and 1 of a fill the 15 registers
 * that V8 hands out; without it the products need registers of their own, and 6 rows would spill.
 */
export const tileRows: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4
export const tileColumns: i32 = 8

/** a · b + c, rounded once where the machine can. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c)
  return f32x4.add(f32x4.mul(a, b), c)
}

/**
 * c[rows, 8] = (add ? c : 0) + a × b for panels a [depth, rows] and b [depth, 8]; `pitch` is the bytes between rows of c.
 * `rows` must be a literal: the branches on it vanish when the call is inlined.
 */
// @ts-ignore: decorator
@inline
function tile(rows: i32, depth: i32, a: usize, b: usize, c: usize, pitch: usize, add: bool): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00
  let c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00
  for (let l = 0; l < depth; l++) {
    const b0 = v128.load(b), b1 = v128.load(b, 16)
    let x = v128.load32_splat(a)
    c00 = madd(x, b0, c00); c01 = madd(x, b1, c01)
    if (rows > 1) { x = v128.load32_splat(a, 4); c10 = madd(x, b0, c10); c11 = madd(x, b1, c11) }
    if (rows > 2) { x = v128.load32_splat(a, 8); c20 = madd(x, b0, c20); c21 = madd(x, b1, c21) }
    if (rows > 3) { x = v128.load32_splat(a, 12); c30 = madd(x, b0, c30); c31 = madd(x, b1, c31) }
    if (rows > 4) { x = v128.load32_splat(a, 16); c40 = madd(x, b0, c40); c41 = madd(x, b1, c41) }
    if (rows > 5) { x = v128.load32_splat(a, 20); c50 = madd(x, b0, c50); c51 = madd(x, b1, c51) }
    a += <usize>rows * 4
    b += 32
  }
  keep(c, c00, c01, add)
  if (rows > 1) keep(c += pitch, c10, c11, add)
  if (rows > 2) keep(c += pitch, c20, c21, add)
  if (rows > 3) keep(c += pitch, c30, c31, add)
  if (rows > 4) keep(c += pitch, c40, c41, add)
  if (rows > 5) keep(c += pitch, c50, c51, add)
}

// @ts-ignore: decorator
@inline
function keep(c: usize, left: v128, right: v128, add: bool): void {
  v128.store(c, add ? f32x4.add(v128.load(c), left) : left)
  v128.store(c, add ? f32x4.add(v128.load(c, 16), right) : right, 16)
}

/** A tile of any number of rows from 1 to 6. */
export function multiplyTile(rows: i32, depth: i32, a: usize, b: usize, c: usize, pitch: usize, add: bool): void {
  switch (rows) {
    case 6: tile(6, depth, a, b, c, pitch, add); break
    case 5: tile(5, depth, a, b, c, pitch, add); break
    case 4: tile(4, depth, a, b, c, pitch, add); break
    case 3: tile(3, depth, a, b, c, pitch, add); break
    case 2: tile(2, depth, a, b, c, pitch, add); break
    default: tile(1, depth, a, b, c, pitch, add)
  }
}
