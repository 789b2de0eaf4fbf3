import type { Architecture } from '../nn/architecture.ts'
import { checkDraw, type LayerWeights, type Posterior } from './posterior.ts'

/** All belief on one network: a deterministic or adversarially trained one. */
export function point(architecture: Architecture, layers: readonly LayerWeights[]): Posterior {
  const posterior: Posterior = {
    kind: 'point',
    architecture,
    draws: 1,
    draw(s) {
      checkDraw(posterior, s)
      return layers
    },
  }
  return posterior
}
