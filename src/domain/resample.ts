/** Gray levels of any size, row-major, [height, width]. */
export interface Gray {
  readonly data: Float32Array
  readonly width: number
  readonly height: number
}

/** A part of a gray picture, in whole pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * A box of a picture at another size, anti-aliased: smaller by the share of each source pixel that a target
 * pixel covers, larger by linear interpolation. At the same size nothing changes.
 */
export function resample(gray: Gray, box: Box, width: number, height: number): Gray {
  const columns = shares(box.width, width)
  const rows = shares(box.height, height)
  const narrow = new Float32Array(box.height * width)
  for (let y = 0; y < box.height; y++) {
    const row = (box.top + y) * gray.width + box.left
    columns.forEach((column, x) => {
      narrow[y * width + x] = weigh(column, (i) => gray.data[row + i]!)
    })
  }
  const data = new Float32Array(width * height)
  rows.forEach((row, y) => {
    for (let x = 0; x < width; x++) data[y * width + x] = weigh(row, (i) => narrow[i * width + x]!)
  })
  return { data, width, height }
}

interface Shares {
  readonly first: number
  /** Sum to 1. */
  readonly weights: readonly number[]
}

/** What each of `to` target pixels takes from the `from` source pixels along one axis. */
function shares(from: number, to: number): readonly Shares[] {
  return Array.from({ length: to }, (_, i) => (to > from ? between(from, to, i) : covered(from, to, i)))
}

function covered(from: number, to: number, i: number): Shares {
  const [start, end] = [(i * from) / to, ((i + 1) * from) / to]
  const first = Math.floor(start)
  const last = Math.min(from - 1, Math.ceil(end) - 1)
  const weights = Array.from({ length: last - first + 1 }, (_, j) => {
    const pixel = first + j
    return (Math.min(end, pixel + 1) - Math.max(start, pixel)) / (end - start)
  })
  return { first, weights }
}

function between(from: number, to: number, i: number): Shares {
  const center = Math.max(0, Math.min(from - 1, ((i + 0.5) * from) / to - 0.5))
  const first = Math.min(Math.floor(center), Math.max(0, from - 2))
  return from === 1 ? { first: 0, weights: [1] } : { first, weights: [first + 1 - center, center - first] }
}

function weigh({ first, weights }: Shares, at: (i: number) => number): number {
  let sum = 0
  for (let j = 0; j < weights.length; j++) sum += weights[j]! * at(first + j)
  return sum
}
