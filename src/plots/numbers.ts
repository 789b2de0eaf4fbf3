import { format } from 'd3-format'

const three = format('.3~g')
const whole = format('.3~r')
const scientific = format('+.1e')

/** Relevance with its sign, to a thousandth of the scale's end, so that values in a row compare: +0.0132, −0.0004. */
export function relevanceText(value: number, max = Math.abs(value)): string {
  if (value === 0) return '0'
  const decimals = 2 - Math.floor(Math.log10(max || 1))
  if (decimals > 6) return scientific(value)
  const text = format(`+.${Math.max(0, decimals)}f`)(value)
  return /[1-9]/.test(text) ? text : `${text[0]}0`
}

/** Three digits that count: 0.884, 4360; powers of ten only where zeros would have to be counted. */
export function quantityText(value: number): string {
  const size = Math.abs(value)
  return size >= 1e3 && size < 1e5 ? whole(value) : three(value)
}

/** Probability as the columns write it: .98, 1.0 only when it is. */
export function probabilityText(value: number): string {
  if (value >= 1) return '1'
  if (value >= 0.995) return '>.99'
  if (value > 0 && value < 0.005) return '<.01'
  return value.toFixed(2).slice(1)
}

/** Robustness and other shares, two digits: .43, 1.00. */
export function shareText(value: number): string {
  return value >= 0.995 ? '1.00' : value.toFixed(2).replace(/^0/, '')
}

/** A share with its sign of percent: 40 %, with digits 98.4 %; 0 % and 100 % only when it is, <1 % and >99 % beside them. */
export function percentText(share: number, digits = 0): string {
  const text = (100 * share).toFixed(digits)
  const least = (10 ** -digits).toFixed(digits)
  if (share > 0 && Number(text) === 0) return `<${least}\u00a0%`
  if (share < 1 && Number(text) === 100) return `>${(100 - Number(least)).toFixed(digits)}\u00a0%`
  return `${text}\u00a0%`
}

/** A difference of shares with its sign, two digits: +.07, −.12, .00. */
export function signedText(value: number): string {
  const text = Math.abs(value).toFixed(2).replace(/^0/, '')
  return text === '.00' ? text : `${value < 0 ? '−' : '+'}${text}`
}

/** Shortened numbers in full, for those who hear them: +.43 becomes +0.43. */
export function aloud(text: string): string {
  return text.replaceAll(/(?<!\d)\.(?=\d)/g, '0.')
}

/** A p value: .034, from a thousandth down with its power of ten: 2.1e−7. */
export function pText(p: number): string {
  if (p === 0) return '<1e−300'
  if (p < 1e-3) return p.toExponential(1).replace('-', '−')
  return p >= 0.9995 ? '1.000' : p.toFixed(3).replace(/^0/, '')
}
