import type { ImageShape } from '../domain/image.ts'

/** Rings the selected pixels of a picture, in pixel units. */
export function TopKMarks({ selected, shape }: { selected: Uint8Array; shape: ImageShape }) {
  const width = shape[1]
  const squares = Array.from(selected, (on, i) => (on ? square(i % width, Math.floor(i / width)) : ''))
  return <path className="plot-topk" d={squares.join('')} />
}

/** A pixel is selected when one of its channels is. */
export function pixelSelected(mask: Uint8Array, [height, width, channels]: ImageShape): Uint8Array {
  const selected = new Uint8Array(height * width)
  mask.forEach((on, i) => {
    if (on) selected[Math.floor(i / channels)] = 1
  })
  return selected
}

/** A square inside pixel (column, row), `inset` from its edges. */
export function square(column: number, row: number, inset = 0.2): string {
  const side = 1 - 2 * inset
  return `M${column + inset} ${row + inset}h${side}v${side}h${-side}z`
}
