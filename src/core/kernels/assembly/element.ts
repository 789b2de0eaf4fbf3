/** Reading eight elements at a time, be they float32 or quantized to int8. T is a type argument, so the branches vanish. */

/** f32: the first four of eight; i8: all eight, widened to 16 bits. */
// @ts-ignore: decorator
@inline
export function lowOrAll<T>(at: usize): v128 {
  return isFloat<T>() ? v128.load(at) : v128.load8x8_s(at)
}

/** The first four as floats. */
// @ts-ignore: decorator
@inline
export function lowFour<T>(read: v128): v128 {
  return isFloat<T>() ? read : f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(read))
}

/** The last four as floats. */
// @ts-ignore: decorator
@inline
export function highFour<T>(read: v128, at: usize): v128 {
  return isFloat<T>() ? v128.load(at, 16) : f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(read))
}
