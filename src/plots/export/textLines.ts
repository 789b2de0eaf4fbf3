/** A line of text as the page has broken it. */
export interface Line {
  readonly text: string
  /** Left end and baseline in CSS pixels of the window. */
  readonly x: number
  readonly baseline: number
  readonly style: CSSStyleDeclaration
}

/** The lines of a text node, where the browser put them. */
export function textLines(node: Text): readonly Line[] {
  const parent = node.parentElement
  if (!parent || node.data.trim() === '') return []
  const style = getComputedStyle(parent)
  const ascent = ascentOf(style)
  const lines: (Omit<Line, 'text' | 'baseline'> & { words: string[]; top: number })[] = []
  for (const { word, box } of wordsOf(node)) {
    const last = lines.at(-1)
    if (last && Math.abs(last.top - box.top) < 2) last.words.push(word)
    else lines.push({ words: [word], x: box.left, top: box.top, style })
  }
  return lines.map(({ words, top, ...line }) => ({ ...line, text: words.join(' '), baseline: top + ascent }))
}

/** `text` broken into lines no wider than `width`. */
export function wrapped(
  text: string,
  font: { readonly family: string; readonly size: number },
  width: number,
): readonly string[] {
  const context = measuring()
  context.font = `${font.size}px ${font.family}`
  const lines: string[] = []
  for (const word of text.split(/ +/)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
    if (lines.length > 0 && context.measureText(longer).width <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

function* wordsOf(node: Text): Generator<{ word: string; box: DOMRect }> {
  const range = document.createRange()
  for (const found of node.data.matchAll(/[^ \t\n\r]+/g)) {
    range.setStart(node, found.index)
    range.setEnd(node, found.index + found[0].length)
    const box = range.getClientRects()[0]
    if (box) yield { word: found[0], box }
  }
}

function ascentOf({ fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): number {
  const context = measuring()
  context.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`
  return context.measureText('x').fontBoundingBoxAscent
}

let shared: CanvasRenderingContext2D | null = null

function measuring(): CanvasRenderingContext2D {
  shared ??= document.createElement('canvas').getContext('2d')
  if (!shared) throw new Error('export: this browser lends no canvas to measure text with')
  return shared
}
