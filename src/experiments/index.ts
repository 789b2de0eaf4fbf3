import type { Experiment } from './experiment.ts'
import { onExplanations } from './onExplanations.ts'
import { onPredictions } from './onPredictions.ts'
import { pictures } from './pictures.ts'

/** Every headless experiment. */
export const experiments: readonly Experiment[] = [...onPredictions, ...onExplanations, ...pictures]
