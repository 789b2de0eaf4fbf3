import { conventionsOf } from '../../domain/conventions.ts'
import { resolve } from '../../domain/parameters.ts'
import type { Rule } from '../lrp/rule.ts'
import { epsilon } from '../lrp/rules/epsilon.ts'
import type { Explained } from './attack.ts'

/**
 * The explanation that the released saliency attacks look at, whatever is evaluated afterwards: the softmax
 * probability of the predicted class by the epsilon rule, each draw its own class.
 */
export function releasedView(layer: number): Explained {
  return {
    rule: epsilon as unknown as Rule,
    values: resolve('rule epsilon', epsilon.parameters),
    layer,
    conventions: conventionsOf('released', { start: 'probability' }),
  }
}
