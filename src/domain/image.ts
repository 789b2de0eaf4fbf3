/** Height, width, channels. */
export type ImageShape = readonly [height: number, width: number, channels: number]

/** One image, gray levels in [0, 1], row-major, channels last. */
export interface Picture {
  readonly data: Float32Array
  readonly shape: ImageShape
}

export function pixelCount(shape: ImageShape): number {
  return shape[0] * shape[1] * shape[2]
}

/** @throws TypeError where the data does not fill the shape, RangeError for a pixel outside [0, 1] */
export function picture(data: Float32Array, shape: ImageShape): Picture {
  if (data.length !== pixelCount(shape))
    throw new TypeError(`image: ${shape.join(' × ')} needs ${pixelCount(shape)} pixels, got ${data.length}`)
  const wrong = data.find((value) => !(value >= 0 && value <= 1))
  if (wrong !== undefined) throw new RangeError(`image: pixels must be in [0, 1], got ${wrong}`)
  return { data, shape }
}
