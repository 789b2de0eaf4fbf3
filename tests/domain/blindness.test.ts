import { describe, expect, it } from 'vitest'
import { blindness } from '../../src/domain/blindness.ts'

describe('blindness', () => {
  it('is the mean share of draws without a gradient, and the share of images without one in any draw', () => {
    const found = blindness({ zeroDraws: [1, 0.5, 0, 1], linf: [0, 0.1, 0.2, 0] })
    expect(found).toEqual({ draws: 0.625, images: 0.5, moved: false })
  })

  it('tells a random start that moved an image from an image left as it was', () => {
    expect(blindness({ zeroDraws: [1, 1], linf: [0, 0.03] })?.moved).toBe(true)
    expect(blindness({ zeroDraws: [0.9, 1], linf: [0.2, 0] })?.moved).toBe(false)
  })

  it('is not asked of attacks without gradients', () => {
    expect(blindness({ zeroDraws: [], linf: [0.2] })).toBeNull()
  })
})
