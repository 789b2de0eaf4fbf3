/** A plot with the look that style sheets give it written into it, at its place on the page. */
export function svgCopy(plot: SVGSVGElement, origin: { readonly x: number; readonly y: number }): string {
  const box = plot.getBoundingClientRect()
  const copy = plot.cloneNode(true) as SVGSVGElement
  const looks = lookOf(plot, null)
  dress(plot, copy, looks)
  for (const name of ['class', 'style', 'role', 'tabindex']) copy.removeAttribute(name)
  const place = { x: box.left - origin.x, y: box.top - origin.y, width: box.width, height: box.height }
  for (const [name, value] of Object.entries(place))
    copy.setAttribute(name, String(Math.round(value * 100) / 100))
  copy.setAttribute('overflow', 'visible')
  return new XMLSerializer().serializeToString(copy)
}

const inherited = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'stroke-opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
  'visibility',
] as const
const own = { opacity: '1', 'stop-color': 'rgb(0, 0, 0)', 'vector-effect': 'none' } as const

type Look = Readonly<Record<string, string>>

function lookOf(element: Element, style: CSSStyleDeclaration | null): Look {
  const computed = style ?? getComputedStyle(element)
  return Object.fromEntries(inherited.map((name) => [name, computed.getPropertyValue(name)]))
}

function dress(from: Element, to: Element, parent: Look): void {
  const style = getComputedStyle(from)
  const look = lookOf(from, style)
  const isRoot = from instanceof SVGSVGElement
  for (const name of inherited)
    if (isRoot || look[name] !== parent[name]) to.setAttribute(name, look[name] ?? '')
  for (const [name, plain] of Object.entries(own)) {
    const value = style.getPropertyValue(name)
    if (value && value !== plain) to.setAttribute(name, value)
  }
  const copies = [...to.children]
  ;[...from.children].forEach((child, i) => {
    const copy = copies[i]!
    if (isUnseen(child)) copy.remove()
    else dress(child, copy, look)
  })
  if (!isRoot)
    for (const name of [...to.attributes]) if (isOfThePage(name.name)) to.removeAttribute(name.name)
}

function isUnseen(element: Element): boolean {
  return getComputedStyle(element).display === 'none' || element.matches('[data-export="off"], foreignObject')
}

function isOfThePage(name: string): boolean {
  return (
    name === 'class' ||
    name === 'style' ||
    name === 'tabindex' ||
    name === 'role' ||
    /^(aria|data)-/.test(name)
  )
}
