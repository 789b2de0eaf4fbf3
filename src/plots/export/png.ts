import type { Drawing } from './drawing.ts'

const largestSide = 16_000 // pixels a canvas may have in every browser

/** A drawing as pixels, two for each of the screen's unless that is more than a canvas holds. */
export async function pngOf({ svg, width, height }: Drawing): Promise<Blob> {
  const scale = Math.min(2, largestSide / Math.max(width, height))
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image(width, height)
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((done, fail) =>
      canvas.toBlob((blob) =>
        blob ? done(blob) : fail(new Error('export: the picture is too large for a PNG')),
      ),
    )
  } finally {
    URL.revokeObjectURL(url)
  }
}
