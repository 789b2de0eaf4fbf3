/** Sum of the floats in `bytes` bytes (a multiple of 64): what merely reading them costs; benches divide by it. */
export function readAll(from: usize, bytes: usize): f32 {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
  for (let at: usize = 0; at < bytes; at += 64) {
    s0 = f32x4.add(v128.load(from + at), s0)
    s1 = f32x4.add(v128.load(from + at, 16), s1)
    s2 = f32x4.add(v128.load(from + at, 32), s2)
    s3 = f32x4.add(v128.load(from + at, 48), s3)
  }
  const sums = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3))
  return f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) + f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3)
}
