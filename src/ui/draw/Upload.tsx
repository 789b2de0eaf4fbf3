import type { ImageShape, Picture } from '../../domain/image.ts'

export interface UploadProps {
  readonly shape: ImageShape
  /** 'digit' centers the ink as MNIST was made; 'fit' only scales the picture to the shape. */
  readonly preparation: 'digit' | 'fit'
  readonly onChange: (picture: Picture) => void
}

/** An image from a file, a drop or the clipboard. */
export function Upload(_: UploadProps) {
  return <div className="draw-upload" />
}
