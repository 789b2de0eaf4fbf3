import type { DigitMeasure } from '../../domain/likeness.ts'

/** Every word of the drawing pad and the upload. */
export const words = {
  pad: 'Drawing pad, 28 by 28 cells',
  padKeys:
    'Draw with mouse, pen or finger. Keys: arrows move, space inks, shift and arrows draw a line, backspace takes back.',
  hint: 'draw a digit here',
  cell: (row: number, column: number, inked: boolean) =>
    `row ${row + 1}, column ${column + 1}${inked ? ', inked' : ''}`,
  pen: 'pen',
  undo: 'undo',
  clear: 'clear',
  cleared: 'cleared',

  seen: 'how the network gets it',
  seenPicture: 'The picture as the network reads it, 28 by 28',
  steps: (from: string, to: string) =>
    `The ink’s box of ${from} became ${to} pixels inside the dashed 20 × 20, as MNIST was made; then its center of mass was moved to the cross.`,
  likeness: 'Compared with the 10,000 test digits',
  measure: { ink: 'ink', strokeWidth: 'stroke', aspect: 'shape' } satisfies Record<DigitMeasure, string>,
  percentile: (measure: string, percentile: number) => `${measure}: percentile ${Math.round(percentile)}`,
  unlike: {
    ink: { low: 'less ink', high: 'more ink' },
    strokeWidth: { low: 'a thinner stroke', high: 'a thicker stroke' },
    aspect: { low: 'a narrower shape', high: 'a wider shape' },
  } satisfies Record<DigitMeasure, { low: string; high: string }>,
  unlikeSentence: (facts: string) =>
    `Unlike the test set: ${facts} than nearly all its digits. The answers may mean little.`,
  and: ' and ',

  upload: 'choose an image',
  uploadMore: 'or drop one here, or paste it',
  uploaded: (name: string) => `The image ${name}`,
  pasted: 'from the clipboard',
  darkOnLight: 'dark ink on light paper',
  inverted: 'invert the gray levels',
  notImage: (name: string) => `upload: ${name} is not an image; a PNG, JPEG, WebP or GIF file works`,
  unreadable: (name: string) => `upload: ${name} cannot be read as an image; is the file complete?`,
  noFile: 'upload: there was no image in what was dropped',
} as const
