import { choice, classOf, type ParameterSpecs, type ValuesOf } from '../../domain/parameters.ts'

/** What a gradient attack on the prediction raises. */
export interface Objective {
  readonly loss: 'cross-entropy' | 'margin'
  /** The class to be predicted; null to leave the true one, whereto does not matter. */
  readonly target: number | null
}

/** Parameters that every gradient attack on the prediction shares. */
export const objectiveSpecs = {
  loss: choice({
    label: 'loss',
    help: 'The cross-entropy of a confident network has a vanishing gradient; the margin between logits has not.',
    options: [
      { value: 'cross-entropy', label: 'cross-entropy' },
      { value: 'margin', label: 'logit margin' },
    ],
    default: 'cross-entropy',
  }),
  goal: choice({
    label: 'goal',
    options: [
      { value: 'untargeted', label: 'any other class' },
      { value: 'targeted', label: 'the target class' },
    ],
    default: 'untargeted',
  }),
  target: classOf({
    label: 'target class',
    max: 9,
    default: 0,
    when: { parameter: 'goal', is: 'targeted' },
  }),
} satisfies ParameterSpecs

export function objectiveOf({ loss, goal, target }: ValuesOf<typeof objectiveSpecs>): Objective {
  return { loss, target: goal === 'targeted' ? target : null }
}
