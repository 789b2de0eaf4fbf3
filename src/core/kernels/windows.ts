/** Where windows lie in an image, as plain index lists; shared by all backends and by the tests' slow twins. */

export type ImageShape = readonly [n: number, height: number, width: number, channels: number]

/** The shape of a tensor of images. */
export function imageShape([n = 0, height = 0, width = 0, channels = 0]: readonly number[]): ImageShape {
  return [n, height, width, channels]
}

/** Output height and width of a valid convolution with stride 1. */
export function convolved(shape: ImageShape, size: number): readonly [height: number, width: number] {
  return pooled(shape, size, 1)
}

/** Output height and width of a pooling without padding. */
export function pooled(
  shape: ImageShape,
  size: number,
  stride: number,
): readonly [height: number, width: number] {
  const [, height, width] = shape
  if (height < size || width < size)
    throw new TypeError(`window of side ${size} does not fit into an image of ${height} × ${width}`)
  return [Math.floor((height - size) / stride) + 1, Math.floor((width - size) / stride) + 1]
}

/** The pixel at each position of each window: out[window · size² + position], pixels and windows in row-major order. */
export function windowPixels(shape: ImageShape, size: number, stride: number): Int32Array {
  const [oh, ow] = pooled(shape, size, stride)
  const out = new Int32Array(oh * ow * size * size)
  let at = 0
  for (let y = 0; y < oh; y++)
    for (let x = 0; x < ow; x++)
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) out[at++] = (y * stride + i) * shape[2] + x * stride + j
  return out
}

/**
 * The inverse list: for each pixel the entries of `windowPixels` that point to it, in a table [pixels, most];
 * rows shorter than the longest are filled with `none`.
 */
export function pixelWindows(
  shape: ImageShape,
  size: number,
  stride: number,
  none: number,
): { readonly table: Int32Array; readonly most: number } {
  const holders = Array.from({ length: shape[1] * shape[2] }, (): number[] => [])
  windowPixels(shape, size, stride).forEach((pixel, entry) => {
    holders[pixel]!.push(entry)
  })
  const most = Math.max(...holders.map((list) => list.length))
  const table = new Int32Array(holders.length * most).fill(none)
  holders.forEach((list, pixel) => {
    table.set(list, pixel * most)
  })
  return { table, most }
}
