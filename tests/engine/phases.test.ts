import { describe, expect, it } from 'vitest'
import type { Progress } from '../../src/domain/task.ts'
import { phases } from '../../src/engine/phases.ts'

describe('the progress of work in parts', () => {
  it('never turns back, and says which part it is', async () => {
    const { seen, parts } = watched(2)
    parts.next('attack')
    await parts.context.checkpoint({ step: 1, of: 2 })
    await parts.within.checkpoint({ step: 0, of: 5 })
    parts.next('heatmap')
    await parts.within.checkpoint({ step: 4, of: 5 })
    expect(seen.map(({ step, label }) => [step, label])).toEqual([
      [0.5, 'attack'],
      [0.5, 'attack'],
      [1.8, 'heatmap'],
    ])
  })

  it('passes on what is loaded, before the first part and within one', async () => {
    const { seen, parts } = watched(3)
    const loading = { model: 'fashion-fc1024-hmc', bytes: 9e6, of: 93e6 }
    await parts.within.checkpoint({ step: 0, of: 1, loading })
    parts.next('attack')
    await parts.within.checkpoint({ step: 0, of: 1 })
    expect(seen.map((progress) => progress.loading)).toEqual([loading, undefined])
  })
})

function watched(of: number) {
  const seen: Progress[] = []
  return { seen, parts: phases({ checkpoint: async (progress) => void seen.push(progress) }, of) }
}
