/**
 * A formula as plain data, for MathML to draw. Text is letters, numbers and signs apart by spaces ("1 − 2 p");
 * a list stands in a row.
 */
export type Formula = string | readonly Formula[] | Fraction | Root | Scripted

export interface Fraction {
  readonly kind: 'fraction'
  readonly numerator: Formula
  readonly denominator: Formula
}

export interface Root {
  readonly kind: 'root'
  readonly radicand: Formula
}

/** A letter with an index, a power, or both. */
export interface Scripted {
  readonly kind: 'scripted'
  readonly base: Formula
  readonly below?: Formula
  readonly above?: Formula
}

export function fraction(numerator: Formula, denominator: Formula): Fraction {
  return { kind: 'fraction', numerator, denominator }
}

export function root(radicand: Formula): Root {
  return { kind: 'root', radicand }
}

export function sub(base: Formula, below: Formula): Scripted {
  return { kind: 'scripted', base, below }
}

export function sup(base: Formula, above: Formula): Scripted {
  return { kind: 'scripted', base, above }
}
