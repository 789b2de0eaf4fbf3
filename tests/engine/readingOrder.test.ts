import { describe, expect, it } from 'vitest'
import { methods } from '../../src/core/inference/index.ts'
import type { ModelFile } from '../../src/domain/modelCard.ts'
import { readingOrder } from '../../src/engine/training.ts'

const file = (chain: number, ...draws: number[]): ModelFile => ({
  name: `chain-${chain}-draws-${draws[0]}`,
  sha256: '0'.repeat(64),
  bytes: 1,
  chain,
  draws,
})
const files = [file(1, 5, 6), file(0, 0, 1), file(1, 0, 1), file(0, 5, 6)]
const places = (method: string) =>
  readingOrder(files, methods.get(method)).map(({ chain, draws }) => [chain, draws![0]])

describe('reading order', () => {
  it('lets chains take turns, so that few draws already come from several', () => {
    expect(places('hmc')).toEqual([
      [0, 0],
      [1, 0],
      [0, 5],
      [1, 5],
    ])
  })

  it('reads chunk by chunk where the released code does', () => {
    expect(places('hmc-released')).toEqual([
      [0, 0],
      [0, 5],
      [1, 0],
      [1, 5],
    ])
  })
})
