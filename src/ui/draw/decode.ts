import type { Rgba } from '../../domain/ink.ts'
import { words } from './words.ts'

/** Longer sides are reduced to this: more than any data set needs, and quick. */
const longest = 512

/**
 * Colors of an image file, turned upright, at most 512 pixels a side.
 * @throws TypeError with a sentence naming the file where it is no image
 */
export async function decode(file: File): Promise<Rgba> {
  const name = file.name || words.pasted
  if (file.type !== '' && !file.type.startsWith('image/')) throw new TypeError(words.notImage(name))
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new TypeError(file.type === '' ? words.notImage(name) : words.unreadable(name))
  })
  try {
    return pixelsOf(bitmap)
  } finally {
    bitmap.close()
  }
}

function pixelsOf(bitmap: ImageBitmap): Rgba {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height))
  const width = Math.max(1, Math.round(bitmap.width * scale))
  const height = Math.max(1, Math.round(bitmap.height * scale))
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')!
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  return context.getImageData(0, 0, width, height)
}
