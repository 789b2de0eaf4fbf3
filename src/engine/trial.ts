import { asBatch } from '../core/attacks/victim.ts'
import type { Ensemble } from '../core/ensemble.ts'
import { explain } from '../core/lrp/explain.ts'
import { rules } from '../core/lrp/rules/index.ts'
import { metrics } from '../core/metrics/index.ts'
import { learnableLayers } from '../core/nn/network.ts'
import { joined } from '../core/rows.ts'
import { check, integer, real, resolve } from '../domain/parameters.ts'
import type { Context } from '../domain/task.ts'
import { common, topK } from '../domain/topK.ts'
import type { Audit, Control, Overlap, Stage, TrialRequest, TrialResult } from '../domain/trial.ts'
import { type AttackedPicture, type Attacker, audit, controlPicture, predictiveOf } from './attackPicture.ts'
import { explanationChoice } from './explanationChoice.ts'
import { phases } from './phases.ts'
import { heatmapOf, predictionOf } from './stages.ts'

/** Everything of a trial that does not depend on k: three explained images. */
export interface Evidence {
  readonly clean: Stage
  readonly attacked: Stage
  readonly control: Stage
  readonly audit: Audit
  readonly values: AttackedPicture['values']
}

/**
 * Explains a picture before and after its attack, and after a random pattern of the same size.
 * The attacked picture and the control share one pass, since a single picture leaves the weights' stream idle.
 */
export async function gatherEvidence(
  ensemble: Ensemble,
  request: TrialRequest,
  { attack }: Attacker,
  start: (label: string) => void,
): Promise<Evidence> {
  const choice = explanationChoice(ensemble, request)
  const clean = request.picture.data
  start('attack')
  const attacked = await attack()
  const control = controlPicture(clean, attacked.data, request.seed)
  start('heatmap before')
  const before = asBatch(clean, 1)
  const cleanPass = await ensemble.forward(before)
  const cleanPrediction = predictiveOf(ensemble, cleanPass)
  const cleanHeatmap = await explain(ensemble, before, choice)
  start('heatmap after')
  const after = asBatch(joined([attacked.data, control]), 2)
  const afterPass = await ensemble.forward(after)
  const afterPrediction = predictiveOf(ensemble, afterPass)
  const cleanClasses = Uint8Array.of(cleanPrediction.classes[0]!, cleanPrediction.classes[0]!)
  const afterHeatmap = await explain(ensemble, after, { ...choice, cleanClasses })
  const output = choice.layer === learnableLayers(ensemble.network) - 1
  const stage = (data: Float32Array, image: number): Stage => ({
    picture: { data, shape: request.picture.shape },
    prediction: predictionOf(afterPrediction, image),
    heatmap: heatmapOf(ensemble, afterHeatmap, 2, image, output),
  })
  return {
    clean: {
      picture: request.picture,
      prediction: predictionOf(cleanPrediction, 0),
      heatmap: heatmapOf(ensemble, cleanHeatmap, 1, 0, output),
    },
    attacked: stage(attacked.data, 0),
    control: stage(control, 1),
    audit: audit(
      ensemble,
      attacked,
      clean,
      { pass: cleanPass, n: 1, image: 0 },
      { pass: afterPass, n: 2, image: 0 },
    ),
    values: attacked.values,
  }
}

/** Parts of a trial that progress is reported in. */
export const trialPhases = (context: Context) => phases(context, 3)

/** The result of a request from its evidence: what k and the ranking add. */
export function trialResult(
  request: TrialRequest,
  { clean, attacked, control, audit: done, values }: Evidence,
  provenance: TrialResult['provenance'],
): TrialResult {
  const rule = rules.get(request.rule.id)
  return {
    request: {
      ...request,
      resolved: {
        attack: values,
        rule: resolve(`rule ${rule.id}`, rule.parameters, request.rule.parameters),
      },
    },
    provenance,
    clean,
    attacked,
    overlap: overlapOf(clean, attacked, request),
    metrics: measured(clean, attacked, request),
    audit: done,
    control: controlOf(clean, control, request),
  }
}

/** @throws RangeError for a k or a number of draws that cannot be */
export function checkRequest(request: Pick<TrialRequest, 'k' | 'draws' | 'strength'>, draws: number): void {
  const strength = real({ label: 'strength', min: 0, max: 28, default: 0 }) // 28 is the L2 norm of a white image
  check('strength', request.strength?.norm ?? 'linf', strength, request.strength?.value)
  check('top-k', 'k', real({ label: 'k', min: 0.2, max: 100, default: 20 }), request.k)
  check('posterior', 'draws', integer({ label: 'draws', min: 1, max: draws, default: 1 }), request.draws)
}

/** What decides which pixels count as most relevant. */
type Cut = Pick<TrialRequest, 'k' | 'conventions'>

function overlapOf(before: Stage, after: Stage, { k, conventions }: Cut): Overlap {
  const clean = topK(before.heatmap.mean, k, conventions.ranking)
  const attacked = topK(after.heatmap.mean, k, conventions.ranking)
  return {
    clean: clean.mask,
    attacked: attacked.mask,
    size: clean.size,
    common: common(clean.mask, attacked.mask),
    ties: { clean: clean.ties, attacked: attacked.ties },
  }
}

export function measured(before: Stage, after: Stage, { k, conventions }: Cut): Record<string, number> {
  const side = (stage: Stage) => ({
    probabilities: stage.prediction.probabilities,
    topK: topK(stage.heatmap.mean, k, conventions.ranking),
  })
  const pair = { clean: side(before), attacked: side(after) }
  return Object.fromEntries(metrics.entries.map((metric) => [metric.id, metric.measure(pair)]))
}

function controlOf(clean: Stage, control: Stage, cut: Cut): Control {
  return { ...control, metrics: measured(clean, control, cut) }
}
