/** Bytes that are known beforehand. */
export interface KnownFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** An IDX pair: `images` [n, h, w] and `labels` [n], unsigned bytes. */
export interface IdxPair {
  readonly images: KnownFile
  readonly labels: KnownFile
}

/** A set of labelled images as plain data: what it is, and where its bytes come from. */
export interface Dataset {
  readonly id: string
  readonly label: string
  readonly source: string
  readonly classes: readonly string[]
  /** Whether a person can draw such a picture. */
  readonly drawable: boolean
  /** Shape of an image, channels last. Pixels are stored as bytes, 255 = 1. */
  readonly shape: readonly [height: number, width: number, channels: number]
  readonly trainingImages: number
  readonly testImages: number
  /** The original files; training images are fetched, never committed. */
  readonly training: IdxPair
  readonly test: IdxPair
  /**
   * How many 32-bit words of its seed's stream the released code uses up on a balanced subset of the training images,
   * by the size of the subset. Follows from the training labels, which a page does not have.
   */
  readonly releasedSubset: {
    readonly seed: number
    readonly trainingWords: Readonly<Record<number, number>>
  }
  readonly origin: {
    /** npm package and the folder inside it that holds the four files. */
    readonly npm?: { readonly name: string; readonly version: string; readonly folder: string }
    /** Debian package and the folder where it puts the four files, compressed with gzip. */
    readonly debian?: { readonly name: string; readonly folder: string }
    /** Address of a folder that holds the four files compressed with gzip (`.gz` appended to each name). */
    readonly address: string
  }
}

/** Labelled images in memory: `pixels` [n, h, w, c] as bytes, `labels` [n]. */
export interface LabelledBytes {
  readonly pixels: Uint8Array
  readonly labels: Uint8Array
}

/** Numbers in one image. */
export function imageSize({ shape: [height, width, channels] }: Pick<Dataset, 'shape'>): number {
  return height * width * channels
}

/** Pixels in [0, 1] from bytes. */
export function toUnit(bytes: Uint8Array): Float32Array {
  const out = new Float32Array(bytes.length)
  for (let i = 0; i < out.length; i++) out[i] = bytes[i]! / 255
  return out
}
