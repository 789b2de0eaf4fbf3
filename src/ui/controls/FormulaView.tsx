import { createElement, type ReactNode } from 'react'
import type { Formula } from '../../domain/formula.ts'

/** A formula as MathML, one line under the other. */
export function FormulaView({ lines }: { lines: readonly Formula[] }) {
  return lines.map((line, i) => math('math', { key: i, display: 'block' }, drawn(line)))
}

function drawn(formula: Formula): ReactNode {
  if (typeof formula === 'string' || !('kind' in formula)) return row(parts(formula))
  switch (formula.kind) {
    case 'fraction':
      return math('mfrac', {}, drawn(formula.numerator), drawn(formula.denominator))
    case 'root':
      return math('msqrt', {}, drawn(formula.radicand))
    case 'scripted': {
      const { base, below, above } = formula
      const under = base === 'Σ' || base === 'max' // their index stands below
      const word = typeof base === 'string' && !/\s/.test(base) // its index stands close
      const name = word ? math(elementOf(base), {}, base) : drawn(base)
      const lower = below === undefined ? name : math(under ? 'munder' : 'msub', {}, name, drawn(below))
      return above === undefined ? lower : math('msup', {}, lower, drawn(above))
    }
    default:
      return formula satisfies never
  }
}

function row(children: readonly ReactNode[]): ReactNode {
  return children.length === 1 ? children[0] : math('mrow', {}, ...children)
}

/** What stands side by side, in one row: a sign at the end of a row would lose its spaces. */
function parts(formula: Formula): readonly ReactNode[] {
  if (typeof formula === 'string') return signs(formula)
  return 'kind' in formula ? [drawn(formula)] : formula.flatMap(parts)
}

/** Numbers, words and signs of a text. */
function signs(text: string): readonly ReactNode[] {
  const found = text.match(/\d+(\.\d+)?|½|\p{L}[\p{L}\p{M}]*|\S/gu) ?? []
  return found.flatMap((sign) => {
    const drawnSign = math(elementOf(sign), {}, sign)
    return /^\p{L}{2}/u.test(sign) ? [drawnSign, math('mspace', { width: '0.2em' })] : [drawnSign]
  })
}

function elementOf(sign: string): 'mn' | 'mo' | 'mi' {
  if (/^[\d½]/.test(sign)) return 'mn'
  return /^\p{L}/u.test(sign) && sign !== 'Σ' ? 'mi' : 'mo'
}

// React's types know no MathML
function math(
  element: string,
  properties: { key?: number; display?: 'block'; width?: string },
  ...children: ReactNode[]
): ReactNode {
  return createElement(element, properties, ...children)
}
