import { distances } from '../core/attacks/audit.ts'
import { asBatch } from '../core/attacks/victim.ts'
import type { Ensemble } from '../core/ensemble.ts'
import { explain } from '../core/lrp/explain.ts'
import { learnableLayers } from '../core/nn/network.ts'
import { joined } from '../core/rows.ts'
import type { FilmResult, Frame, Stage, TrialRequest } from '../domain/trial.ts'
import { type Attacker, predictiveOf } from './attackPicture.ts'
import { explanationChoice } from './explanationChoice.ts'
import type { Phases } from './phases.ts'
import { heatmapOf, predictionOf } from './stages.ts'
import { measured } from './trial.ts'

const most = 32 // frames; a longer way is taken in even steps

/** Runs the attack anew and looks at its iterates, all in one pass. */
export async function filmOf(
  ensemble: Ensemble,
  request: TrialRequest,
  { film }: Attacker,
  next: Phases['next'],
): Promise<Pick<FilmResult, 'steps' | 'frames'>> {
  next('attack')
  const iterates = await film()
  next('heatmaps')
  const steps = evenly(iterates.length)
  const pictures = steps.map((step) => (step === 0 ? request.picture.data : iterates[step - 1]!))
  const stages = await stagesOf(ensemble, request, pictures)
  const frames = steps.map((step, i): Frame => {
    const { linf, l2 } = distances(request.picture.data, pictures[i]!)
    return { step, ...stages[i]!, metrics: measured(stages[0]!, stages[i]!, request), linf, l2 }
  })
  return { steps: iterates.length, frames }
}

async function stagesOf(
  ensemble: Ensemble,
  request: TrialRequest,
  pictures: readonly Float32Array[],
): Promise<readonly Stage[]> {
  const n = pictures.length
  const batch = asBatch(joined(pictures), n)
  const predicted = predictiveOf(ensemble, await ensemble.forward(batch))
  const choice = explanationChoice(ensemble, request)
  const cleanClasses = new Uint8Array(n).fill(predicted.classes[0]!)
  const explained = await explain(ensemble, batch, { ...choice, cleanClasses })
  const output = choice.layer === learnableLayers(ensemble.network) - 1
  return pictures.map((picture, i) => ({
    picture: { data: picture, shape: request.picture.shape },
    prediction: predictionOf(predicted, i),
    heatmap: heatmapOf(ensemble, explained, n, i, output),
  }))
}

/** 0 … steps, thinned to at most `most`, both ends kept. */
function evenly(steps: number): readonly number[] {
  const count = Math.min(steps + 1, most)
  const all = Array.from({ length: count }, (_, i) =>
    count === 1 ? 0 : Math.round((i * steps) / (count - 1)),
  )
  return [...new Set(all)]
}
