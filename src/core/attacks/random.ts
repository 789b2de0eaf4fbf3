import { stream } from '../random.ts'
import { attack, budgetSpec, signStep } from './attack.ts'

/** x̃ = x ± ε at random: the control beside every attack. It asks no network for anything. */
export const random = attack({
  id: 'random',
  label: 'random pattern',
  source: 'control',
  summary: 'Every pixel moves up or down by the full budget, as a coin decides.',
  aim: 'nothing',
  parameters: { budget: budgetSpec },
  async run(_, x, { budget }, { key }) {
    const next = stream(key)
    return signStep(
      x,
      Float32Array.from(x, () => (next() & 0x8000 ? 1 : -1)),
      budget,
    )
  },
})
