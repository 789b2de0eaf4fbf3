import type { ProtocolId } from '../../../src/domain/conventions.ts'
import type { Overrides } from '../../../src/domain/parameters.ts'
import { type SlowRule, slowAlphaBeta, slowEpsilon, slowGamma, slowGammaReleased } from '../slowTwin.ts'

/** A rule with its parameters and reading, and the plain loops that say the same. */
export interface Twin {
  readonly rule: string
  readonly parameters: Overrides
  readonly protocol: ProtocolId
  readonly slow: SlowRule
}

/** Every rule in every reading of it. */
export const twins: readonly Twin[] = [
  { rule: 'epsilon', parameters: {}, protocol: 'defined', slow: slowEpsilon(0.1, 1) },
  { rule: 'epsilon', parameters: { stabilizer: 0.5 }, protocol: 'released', slow: slowEpsilon(0.5, -1) },
  { rule: 'gamma', parameters: {}, protocol: 'defined', slow: slowGamma(0.1) },
  { rule: 'gamma', parameters: { gamma: 2 }, protocol: 'defined', slow: slowGamma(2) },
  { rule: 'gamma', parameters: {}, protocol: 'released', slow: slowGammaReleased(0.1) },
  { rule: 'alpha-beta', parameters: {}, protocol: 'defined', slow: slowAlphaBeta(1, 0, true) },
  {
    rule: 'alpha-beta',
    parameters: { alpha: 2, beta: 1 },
    protocol: 'defined',
    slow: slowAlphaBeta(2, 1, true),
  },
  {
    rule: 'alpha-beta',
    parameters: { alpha: 2, beta: 1 },
    protocol: 'released',
    slow: slowAlphaBeta(2, 1, false),
  },
]
