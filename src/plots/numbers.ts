import { format } from 'd3-format'

const three = format('.3~g')
const signed = format('+.3~g')

/** Relevance with its sign: +0.0132, −4.1e-5. */
export function relevanceText(value: number): string {
  return value === 0 ? '0' : signed(value)
}

export function quantityText(value: number): string {
  return three(value)
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
