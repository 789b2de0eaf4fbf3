import { asBatch } from '../core/attacks/victim.ts'
import type { Ensemble } from '../core/ensemble.ts'
import { explain } from '../core/lrp/explain.ts'
import { sharedShare } from '../core/metrics/lrpRobustness.ts'
import { learnableLayers } from '../core/nn/network.ts'
import { joined } from '../core/rows.ts'
import { topK } from '../domain/topK.ts'
import type { LayerCell, LayersRequest } from '../domain/trial.ts'
import { type Attacker, controlPicture, predictiveOf } from './attackPicture.ts'
import { explanationChoice } from './explanationChoice.ts'
import type { Phases } from './phases.ts'
import { heatmapOf } from './stages.ts'

/**
 * Every rule at every layer, clean, attacked and under a random pattern of the same size, in the order of rules,
 * then layers; all cells share one pass.
 */
export async function layerCells(
  ensemble: Ensemble,
  request: LayersRequest,
  { attack }: Attacker,
  next: Phases['next'],
): Promise<readonly LayerCell[]> {
  next('attack')
  const attacked = await attack()
  const clean = request.picture.data
  const batch = asBatch(joined([clean, attacked.data, controlPicture(clean, attacked.data, request.seed)]), 3)
  const { classes } = predictiveOf(ensemble, await ensemble.forward(batch))
  const cleanClasses = Uint8Array.of(classes[0]!, classes[0]!, classes[0]!)
  const layers = Array.from({ length: learnableLayers(ensemble.network) }, (_, layer) => layer)
  const cells: LayerCell[] = []
  for (const rule of request.rules) {
    for (const layer of layers) {
      next(`${rule.id}, layer ${layer + 1}`)
      const choice = { ...explanationChoice(ensemble, { ...request, rule, layer }), cleanClasses }
      const explained = await explain(ensemble, batch, choice)
      const [before, after, control] = [0, 1, 2].map((image) =>
        heatmapOf(ensemble, explained, 3, image, layer === layers.length - 1),
      )
      cells.push({
        rule,
        layer,
        clean: before!,
        attacked: after!,
        lrpRobustness: shared(before!.mean, after!.mean, request),
        lrpRobustnessControl: shared(before!.mean, control!.mean, request),
      })
    }
  }
  return cells
}

function shared(clean: Float32Array, attacked: Float32Array, { k, conventions }: LayersRequest): number {
  return sharedShare(topK(clean, k, conventions.ranking), topK(attacked, k, conventions.ranking))
}
