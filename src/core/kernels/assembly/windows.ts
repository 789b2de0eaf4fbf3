/** Convolution patches and max-pooling of images [n, height, width, channels], without padding; each with its adjoint. */

/** Every size × size window as a row of `out` [n · oh · ow, size² · channels]. */
export function patches(n: i32, height: i32, width: i32, channels: i32, size: i32, x: usize, out: usize): void {
  const run = <usize>(size * channels) * 4 // a window's row of pixels is contiguous
  const pitch = <usize>(width * channels) * 4
  for (let image = 0; image < n; image++) {
    for (let i = 0; i + size <= height; i++)
      for (let j = 0; j + size <= width; j++) {
        let from = x + <usize>i * pitch + <usize>(j * channels) * 4
        for (let row = 0; row < size; row++) {
          copy(from, run, out)
          from += pitch
          out += run
        }
      }
    x += <usize>height * pitch
  }
}

/** Adds the rows of p [n · oh · ow, size² · channels] up at their pixels. */
export function patchesAdjoint(
  n: i32, height: i32, width: i32, channels: i32, size: i32, p: usize, out: usize,
): void {
  const run = <usize>(size * channels) * 4
  const pitch = <usize>(width * channels) * 4
  memory.fill(out, 0, <usize>(n * height) * pitch)
  for (let image = 0; image < n; image++) {
    for (let i = 0; i + size <= height; i++)
      for (let j = 0; j + size <= width; j++) {
        let to = out + <usize>i * pitch + <usize>(j * channels) * 4
        for (let row = 0; row < size; row++) {
          addTo(to, run, p)
          to += pitch
          p += run
        }
      }
    out += <usize>height * pitch
  }
}

/** Largest pixel of each window into y, its position in the window into `winner`; the first of equals wins. */
export function maxPool(
  n: i32, height: i32, width: i32, channels: i32, size: i32, stride: i32, x: usize, y: usize, winner: usize,
): void {
  const pixel = <usize>channels * 4
  const pitch = <usize>width * pixel
  const whole = <usize>(channels & ~3) * 4
  for (let image = 0; image < n; image++) {
    for (let i = 0; i + size <= height; i += stride)
      for (let j = 0; j + size <= width; j += stride) {
        const window = x + <usize>i * pitch + <usize>j * pixel
        for (let at: usize = 0; at < whole; at += 16) bestOfFour(window + at, pixel, pitch, size, y + at, winner + at)
        for (let at = whole; at < pixel; at += 4) bestOfOne(window + at, pixel, pitch, size, y + at, winner + at)
        y += pixel
        winner += pixel
      }
    x += <usize>height * pitch
  }
}

/** Sends r back to the winners' pixels, adding where windows overlap. */
export function maxPoolAdjoint(
  n: i32, height: i32, width: i32, channels: i32, size: i32, stride: i32, r: usize, winner: usize, out: usize,
): void {
  const pixel = <usize>channels * 4
  const pitch = <usize>width * pixel
  const whole = <usize>(channels & ~3) * 4
  memory.fill(out, 0, <usize>(n * height) * pitch)
  for (let image = 0; image < n; image++) {
    for (let i = 0; i + size <= height; i += stride)
      for (let j = 0; j + size <= width; j += stride) {
        const window = out + <usize>i * pitch + <usize>j * pixel
        for (let at: usize = 0; at < whole; at += 16) giveFour(window + at, pixel, pitch, size, r + at, winner + at)
        for (let at = whole; at < pixel; at += 4) {
          const position = <i32>load<f32>(winner + at)
          const to = window + at + <usize>(position / size) * pitch + <usize>(position % size) * pixel
          store<f32>(to, load<f32>(to) + load<f32>(r + at))
        }
        r += pixel
        winner += pixel
      }
    out += <usize>height * pitch
  }
}

// @ts-ignore: decorator
@inline
function bestOfFour(window: usize, pixel: usize, pitch: usize, size: i32, y: usize, winner: usize): void {
  let best = v128.load(window)
  let who = f32x4.splat(0), position = who
  const one = f32x4.splat(1)
  for (let row = 0; row < size; row++) {
    let at = window + <usize>row * pitch
    for (let column = 0; column < size; column++) {
      const candidate = v128.load(at)
      const better = f32x4.gt(candidate, best)
      best = v128.bitselect(candidate, best, better)
      who = v128.bitselect(position, who, better)
      position = f32x4.add(position, one)
      at += pixel
    }
  }
  v128.store(y, best)
  v128.store(winner, who)
}

// @ts-ignore: decorator
@inline
function bestOfOne(window: usize, pixel: usize, pitch: usize, size: i32, y: usize, winner: usize): void {
  let best = load<f32>(window)
  let who: f32 = 0
  for (let position = 0; position < size * size; position++) {
    const candidate = load<f32>(window + <usize>(position / size) * pitch + <usize>(position % size) * pixel)
    if (candidate > best) {
      best = candidate
      who = <f32>position
    }
  }
  store<f32>(y, best)
  store<f32>(winner, who)
}

// @ts-ignore: decorator
@inline
function giveFour(window: usize, pixel: usize, pitch: usize, size: i32, r: usize, winner: usize): void {
  const share = v128.load(r), who = v128.load(winner), one = f32x4.splat(1)
  let position = f32x4.splat(0)
  for (let row = 0; row < size; row++) {
    let at = window + <usize>row * pitch
    for (let column = 0; column < size; column++) {
      const mine = v128.and(share, f32x4.eq(who, position))
      v128.store(at, f32x4.add(v128.load(at), mine))
      position = f32x4.add(position, one)
      at += pixel
    }
  }
}

/** Copies `bytes` bytes of floats; the last vector overlaps the one before. */
// @ts-ignore: decorator
@inline
function copy(from: usize, bytes: usize, to: usize): void {
  if (bytes < 16) {
    for (let at: usize = 0; at < bytes; at += 4) store<f32>(to + at, load<f32>(from + at))
    return
  }
  for (let at: usize = 0; at + 16 < bytes; at += 16) v128.store(to + at, v128.load(from + at))
  v128.store(to + bytes - 16, v128.load(from + bytes - 16))
}

// @ts-ignore: decorator
@inline
function addTo(to: usize, bytes: usize, from: usize): void {
  let at: usize = 0
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)))
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at))
}
