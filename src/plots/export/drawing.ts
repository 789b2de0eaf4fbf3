import { type Caption, captionLines, factsByName } from './caption.ts'
import { escaped, tag } from './markup.ts'
import { svgCopy } from './svgCopy.ts'
import { type Line, textLines, wrapped } from './textLines.ts'

export interface Drawing {
  readonly svg: string
  /** CSS pixels. */
  readonly width: number
  readonly height: number
}

const margin = 16
const captionFont = { family: 'sans-serif', size: 12, leading: 17 }

/**
 * What stands in `root` as one SVG, the caption below it and in its metadata: text as text, plots as they are drawn,
 * maps as images of their pixels, on light paper. Controls stay out, and what is marked data-export="off".
 */
export function drawingOf(root: Element, caption: Caption): Drawing {
  return onLightPaper(() => {
    const restore = unscrolled(root)
    const box = root.getBoundingClientRect()
    const extent = contentExtent(root, box)
    const body = elementMarkup(root, { x: box.left - margin, y: box.top - margin })
    restore()
    const width = Math.ceil(Math.max(extent.width, 320)) + 2 * margin
    const top = Math.ceil(extent.height) + 2 * margin
    const lines = captionLines(caption).flatMap((line) => wrapped(line, captionFont, width - 2 * margin))
    const height = top + lines.length * captionFont.leading + margin
    return { svg: document_(body + captionMarkup(lines, top), caption, width, height), width, height }
  })
}

interface Origin {
  readonly x: number
  readonly y: number
}

const controls =
  'fieldset, input, select, textarea, button:not(.link-button), [data-export="off"], .spoken, .plot-spoken'

function elementMarkup(element: Element, origin: Origin): string {
  const style = getComputedStyle(element)
  if (style.display === 'none' || style.visibility === 'hidden' || element.matches(controls)) return ''
  const inside =
    element instanceof SVGSVGElement
      ? svgCopy(element, origin)
      : element instanceof HTMLCanvasElement
        ? canvasMarkup(element, origin)
        : boxMarkup(element, style, origin) + childrenMarkup(element, origin)
  return style.opacity === '1' || inside === '' ? inside : `<g opacity="${style.opacity}">${inside}</g>`
}

function childrenMarkup(element: Element, origin: Origin): string {
  let markup = ''
  for (const child of element.childNodes) {
    if (child instanceof Element) markup += elementMarkup(child, origin)
    else if (child instanceof Text)
      markup += textLines(child)
        .map((line) => lineMarkup(line, origin))
        .join('')
  }
  return markup
}

function lineMarkup({ text, x, baseline, style }: Line, origin: Origin): string {
  const attributes = {
    x: rounded(x - origin.x),
    y: rounded(baseline - origin.y),
    'font-family': style.fontFamily,
    'font-size': style.fontSize,
    'font-weight': style.fontWeight,
    'font-style': style.fontStyle,
    fill: style.color,
  }
  return tag('text', attributes, escaped(text))
}

function canvasMarkup(canvas: HTMLCanvasElement, origin: Origin): string {
  const box = canvas.getBoundingClientRect()
  const place = { x: rounded(box.left - origin.x), y: rounded(box.top - origin.y) }
  const size = { width: rounded(box.width), height: rounded(box.height) }
  const style = 'image-rendering: pixelated'
  return tag('image', { ...place, ...size, preserveAspectRatio: 'none', style, href: canvas.toDataURL() })
}

/** Background and borders. */
function boxMarkup(element: Element, style: CSSStyleDeclaration, origin: Origin): string {
  const box = element.getBoundingClientRect()
  if (box.width === 0 || box.height === 0) return ''
  const [left, top] = [rounded(box.left - origin.x), rounded(box.top - origin.y)]
  const [right, bottom] = [rounded(left + box.width), rounded(top + box.height)]
  const place = { x: left, y: top, width: rounded(box.width), height: rounded(box.height) }
  const fill = isClear(style.backgroundColor) ? '' : tag('rect', { ...place, fill: style.backgroundColor })
  const sides = [
    ['top', `M${left} ${top}H${right}`],
    ['bottom', `M${left} ${bottom}H${right}`],
    ['left', `M${left} ${top}V${bottom}`],
    ['right', `M${right} ${top}V${bottom}`],
  ] as const
  const borders = sides.map(([side, d]) => {
    const width = Number.parseFloat(style.getPropertyValue(`border-${side}-width`))
    const color = style.getPropertyValue(`border-${side}-color`)
    if (!(width > 0) || style.getPropertyValue(`border-${side}-style`) === 'none' || isClear(color)) return ''
    return tag('path', { d, fill: 'none', stroke: color, 'stroke-width': width })
  })
  return fill + gradientMarkup(style.backgroundImage, place) + borders.join('')
}

/** A row's color scale: a background from left to right. */
function gradientMarkup(image: string, place: Readonly<Record<string, number>>): string {
  if (!image.startsWith('linear-gradient')) return ''
  const colors = image.match(/(?:rgba?|color|oklab|oklch)\([^)]*\)/g) ?? []
  if (colors.length < 2) return ''
  const id = `ramp-${colors.length}-${place.x}-${place.y}`
  const stops = colors.map((color, i) =>
    tag('stop', { offset: i / (colors.length - 1), 'stop-color': color }),
  )
  return tag('linearGradient', { id }, stops.join('')) + tag('rect', { ...place, fill: `url(#${id})` })
}

function captionMarkup(lines: readonly string[], top: number): string {
  return lines
    .map((line, i) =>
      tag(
        'text',
        {
          x: margin,
          y: top + i * captionFont.leading,
          'font-family': captionFont.family,
          'font-size': captionFont.size,
          'font-weight': i === 0 ? 600 : 400,
          fill: '#4a4946',
        },
        escaped(line),
      ),
    )
    .join('')
}

function document_(body: string, caption: Caption, width: number, height: number): string {
  const facts = JSON.stringify({ title: caption.title, facts: factsByName(caption) })
  const head = tag('title', {}, escaped(caption.title)) + tag('metadata', {}, escaped(facts))
  const paper = tag('rect', { width, height, fill: '#ffffff' })
  const attributes = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag('svg', attributes, head + paper + body)}\n`
}

/** Everything inside reaches this far, also what has to be scrolled to. */
function contentExtent(root: Element, box: DOMRect): { width: number; height: number } {
  let [right, bottom] = [box.right, box.bottom]
  for (const element of root.querySelectorAll('*')) {
    if (element.closest('svg') && !(element instanceof SVGSVGElement)) continue
    if (element.matches(controls) || element.closest('.spoken, .plot-spoken, [popover]')) continue
    const { right: r, bottom: b } = element.getBoundingClientRect()
    right = Math.max(right, r)
    bottom = Math.max(bottom, b)
  }
  return { width: right - box.left, height: bottom - box.top }
}

/** Colors follow the reader's scheme; a file has light paper. Nothing is painted in between. */
function onLightPaper<T>(work: () => T): T {
  const { style } = document.documentElement
  const before = style.colorScheme
  style.colorScheme = 'light'
  try {
    return work()
  } finally {
    style.colorScheme = before
  }
}

/** Puts every scroller inside at its start, where sticky heads lie beside what they head. */
function unscrolled(root: Element): () => void {
  const moved = [root, ...root.querySelectorAll('*')].filter((each) => each.scrollLeft || each.scrollTop)
  const places = moved.map((each) => [each, each.scrollLeft, each.scrollTop] as const)
  for (const each of moved) each.scrollTo({ left: 0, top: 0, behavior: 'instant' })
  return () => {
    for (const [each, left, top] of places) each.scrollTo({ left, top, behavior: 'instant' })
  }
}

function isClear(color: string): boolean {
  return color === 'transparent' || /(?:,|\/)\s*0\s*\)$/.test(color)
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
