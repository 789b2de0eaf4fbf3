import { type SymbolType, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape'
import type { Family } from '../domain/catalogue.ts'

/** How a family of networks looks in every plot. */
export interface ModelStyle {
  /** A CSS color that follows the color scheme. */
  readonly color: string
  readonly light: string
  readonly dark: string
  readonly shape: SymbolType
  /** The mark's name, for legends read aloud. */
  readonly shapeName: string
}

/** Okabe & Ito 2008 on light paper; lighter neighbors in the dark, at least 4.5 : 1 on #16181b. */
export const modelStyles: Readonly<Record<Family, ModelStyle>> = {
  det: style('#4D4D4D', '#BDBDBD', symbolCircle, 'circle'),
  adv: style('#D55E00', '#F08A3C', symbolTriangle, 'triangle'),
  vi: style('#009E73', '#2FC49A', symbolSquare, 'square'),
  hmc: style('#0072B2', '#56B4E9', symbolDiamond, 'diamond'),
}

/** The path of a family's mark around the origin; `area` in square units of the drawing. */
export function modelMark(family: Family, area: number): string {
  return symbol(modelStyles[family].shape, area)() ?? ''
}

function style(light: string, dark: string, shape: SymbolType, shapeName: string): ModelStyle {
  return { color: `light-dark(${light}, ${dark})`, light, dark, shape, shapeName }
}
