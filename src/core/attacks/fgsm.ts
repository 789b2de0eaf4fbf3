import { attack, budgetSpec, signStep } from './attack.ts'
import { objectiveOf, objectiveSpecs } from './objective.ts'

/** x̃ = x + ε sgn ∇ₓ E[L(x, w)], clipped to [0, 1]: the fast gradient sign method. */
export const fgsm = attack({
  id: 'fgsm',
  label: 'FGSM',
  source: 'Goodfellow et al. 2015; on posteriors Carbone et al. 2020',
  summary: 'One step of full size along the sign of the loss gradient.',
  aim: 'prediction',
  parameters: { budget: budgetSpec, ...objectiveSpecs },
  async run(victim, x, values) {
    const { gradient } = await victim.ascend(x, objectiveOf(values))
    return signStep(x, gradient, values.budget)
  },
})
