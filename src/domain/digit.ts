import { type Picture, picture } from './image.ts'
import { type Box, type Gray, resample } from './resample.ts'

/** Side of the field, and of the box that the ink is scaled to (LeCun et al. 1998, section III A). */
const field = 28
const box = 20

/** A digit as MNIST was made, and what was done to get there. */
export interface Digit {
  readonly picture: Picture
  /** Where the ink was in the source. */
  readonly source: Box
  /** Target pixels a source pixel. */
  readonly scale: number
  /** Where the ink is now, in pixels of the field. */
  readonly placed: Box
}

/**
 * Ink of any size, 0 none and 1 full, to 28 × 28 as MNIST was made: the ink's bounding box scaled into 20 × 20 with
 * its aspect ratio kept, then moved by whole pixels until the center of mass lies in pixel (14, 14), the field's
 * middle. All 10,000 test images obey the last rule to the pixel.
 * @throws RangeError where there is no ink
 */
export function digit(ink: Gray): Digit {
  const source = inkBox(ink)
  if (!source)
    throw new RangeError('drawing: there is no ink to read; draw a digit, or choose one from the test set')
  const scale = box / Math.max(source.width, source.height)
  const small = resample(ink, source, scaled(source.width, scale), scaled(source.height, scale))
  const placed = {
    left: offset(small.width, centerOfMass(small, 'x')),
    top: offset(small.height, centerOfMass(small, 'y')),
    width: small.width,
    height: small.height,
  }
  return { picture: picture(placeOnField(small, placed), [field, field, 1]), source, scale, placed }
}

/** The smallest box around all ink; undefined where there is none. */
export function inkBox({ data, width, height }: Gray): Box | undefined {
  let [left, right, top, bottom] = [width, -1, height, -1]
  data.forEach((ink, i) => {
    if (!(ink > 0)) return
    const [x, y] = [i % width, Math.floor(i / width)]
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  })
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 }
}

/** Mean index of the ink along one axis. */
export function centerOfMass({ data, width }: Gray, axis: 'x' | 'y'): number {
  let [mass, moment] = [0, 0]
  data.forEach((ink, i) => {
    mass += ink
    moment += ink * (axis === 'x' ? i % width : Math.floor(i / width))
  })
  return moment / mass
}

function scaled(side: number, scale: number): number {
  return Math.max(1, Math.round(side * scale))
}

// A box whose mass sits at one end would leave the field: it stops at the edge.
function offset(side: number, center: number): number {
  return Math.max(0, Math.min(field - side, field / 2 - Math.round(center)))
}

function placeOnField(small: Gray, placed: Box): Float32Array {
  const data = new Float32Array(field * field)
  small.data.forEach((ink, i) => {
    const [x, y] = [i % small.width, Math.floor(i / small.width)]
    // 256 gray levels, as in the files of the data set
    data[(placed.top + y) * field + placed.left + x] = Math.round(255 * Math.max(0, Math.min(1, ink))) / 255
  })
  return data
}
