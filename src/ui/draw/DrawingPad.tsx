import type { ImageShape, Picture } from '../../domain/image.ts'

export interface DrawingPadProps {
  /** What the data set takes; drawings are prepared as digits, so [28, 28, 1]. */
  readonly shape: ImageShape
  /** The prepared picture after each stroke; null while there is no ink. */
  readonly onChange: (picture: Picture | null) => void
}

/** A field to draw a digit on, with mouse, pen, finger or keys. */
export function DrawingPad(_: DrawingPadProps) {
  return <div className="draw-pad" />
}
