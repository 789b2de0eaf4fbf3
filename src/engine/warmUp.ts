import { attackedAlone } from '../core/attacks/attackEnsemble.ts'
import { asBatch, expected, perDraw } from '../core/attacks/victim.ts'
import type { Ensemble } from '../core/ensemble.ts'
import { explain } from '../core/lrp/explain.ts'
import { rules } from '../core/lrp/rules/index.ts'
import { learnableLayers } from '../core/nn/network.ts'
import type { Conventions } from '../domain/conventions.ts'
import { resolve } from '../domain/parameters.ts'
import { key, uniform } from '../domain/random.ts'

const softness = 20 // any: a sharpness is a number to a shader, not part of it

/**
 * Goes once through all that a question about one picture may take: every rule at every layer, the last first,
 * before an attack and after it, and every way in which an attack asks. A GPU compiles a shader for each operation
 * and shape when it first meets it, which takes longer than the answer.
 */
export async function warmUp(ensemble: Ensemble, conventions: Conventions): Promise<void> {
  const victim = (attackedAlone(ensemble, conventions) ? perDraw : expected)(ensemble, [0], conventions)
  const x = uniform(key(0), victim.images * victim.pixels)
  const before = asBatch(x.slice(0, victim.pixels), 1)
  const after = asBatch(uniform(key(1), 2 * victim.pixels), 2)
  const cleanClasses = new Uint8Array(victim.images)
  await victim.ascend(x, { loss: 'cross-entropy', target: null })
  for (let layer = learnableLayers(ensemble.network) - 1; layer >= 0; layer--) {
    for (const rule of rules.entries) {
      const values = resolve(`rule ${rule.id}`, rule.parameters)
      const explained = { rule, values, layer, conventions }
      await explain(ensemble, before, { ...explained, cleanClasses })
      await explain(ensemble, after, { ...explained, cleanClasses: new Uint8Array(2) })
      for (const smooth of [null, softness]) {
        const look = await victim.look(x, { explained, softness: smooth, cleanClasses })
        await look.pullback(look.heatmap)
        await look.outputPullback(look.probabilities)
      }
    }
  }
}
