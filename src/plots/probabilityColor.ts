import { interpolateLab, piecewise } from 'd3-interpolate'

// One hue, light to dark: lightness 96 to 28. Purple, so that no probability looks like relevance.
const ramp = piecewise(interpolateLab, ['#f4f2f8', '#c3b6de', '#8c75bd', '#4a2f85'])

/** The color of a probability, as CSS text; what lies outside [0, 1] gets the nearer end. */
export function probabilityColor(probability: number): string {
  return ramp(Math.max(0, Math.min(1, probability)) || 0)
}
