import { type Key, stream } from '../../domain/random.ts'
import { attack, budgetSpec, drawnFor, signStep } from './attack.ts'

/** x̃ = x ± ε at random: the control beside every attack. It asks no network for anything. */
export const random = attack({
  id: 'random',
  label: 'random pattern',
  source: 'control',
  summary: 'Every pixel moves up or down by the full budget, as a coin decides.',
  aim: 'nothing',
  parameters: { budget: budgetSpec },
  async run(victim, x, { budget }, { keys }) {
    return signStep(x, drawnFor(keys, victim, coins), budget)
  },
})

/** The pattern on one image, whoever asks for a control. */
export function randomPattern(x: Float32Array, budget: number, key: Key): Float32Array {
  return signStep(x, coins(key, x.length), budget)
}

function coins(key: Key, count: number): Float32Array {
  const next = stream(key)
  return Float32Array.from({ length: count }, () => (next() & 0x8000 ? 1 : -1))
}
