import type { Stage } from './stages.ts'

/** Patches [n * positions, size * size * in] of images [n, h, w, in]: what a valid convolution multiplies. */
export function unfoldPatches(stage: Stage, images: Float32Array, n: number, patches: Float32Array): void {
  const { run, rowStride, imageSize, rows, columns, size, channels } = geometry(stage)
  let to = 0
  for (let image = 0; image < n; image++)
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) {
        const corner = image * imageSize + y * rowStride + x * channels
        for (let ky = 0; ky < size; ky++, to += run) {
          const from = corner + ky * rowStride
          for (let i = 0; i < run; i++) patches[to + i] = images[from + i]!
        }
      }
}

/** The adjoint: every pixel the sum of its places in the patches. */
export function foldPatches(stage: Stage, patches: Float32Array, n: number, images: Float32Array): void {
  const { run, rowStride, imageSize, rows, columns, size, channels } = geometry(stage)
  images.fill(0, 0, n * imageSize)
  let from = 0
  for (let image = 0; image < n; image++)
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) {
        const corner = image * imageSize + y * rowStride + x * channels
        for (let ky = 0; ky < size; ky++, from += run) {
          const to = corner + ky * rowStride
          for (let i = 0; i < run; i++) images[to + i] = images[to + i]! + patches[from + i]!
        }
      }
}

function geometry({ affine, input: [height, width, channels], affineOutput: [rows, columns] }: Stage) {
  const size = affine.kind === 'conv' ? affine.size : 1
  // one kernel row lies in one piece in a channels-last image
  const run = size * channels
  return {
    run,
    rowStride: width * channels,
    imageSize: height * width * channels,
    rows,
    columns,
    size,
    channels,
  }
}
