import { describe, expect, it } from 'vitest'
import { parameterCount } from '../../../src/core/nn/architecture.ts'
import { architecture } from '../../../src/core/nn/architectures/index.ts'
import { gaussian } from '../../../src/core/posterior/gaussian.ts'
import { point } from '../../../src/core/posterior/point.ts'
import { layersOf, parameterTensors } from '../../../src/core/posterior/posterior.ts'
import { dequantize, quantize, stored } from '../../../src/core/posterior/stored.ts'
import { key, normal, split } from '../../../src/domain/random.ts'

const net = architecture('fc2', 3)
const count = parameterCount(net.layers)
const layers = layersOf(net, normal(key(1), count))

describe('the tensors of a draw', () => {
  it.each(['fc2', 'conv'])('lie one behind the other and are all there: %s', (id) => {
    const tensors = parameterTensors(architecture(id, 4))
    let end = 0
    for (const { offset, size } of tensors) {
      expect(offset).toBe(end)
      end += size
    }
    expect(end).toBe(parameterCount(architecture(id, 4).layers))
    expect(tensors.map(({ name }) => name)).toEqual(['w0', 'b0', 'w1', 'b1', 'w2', 'b2'])
  })

  it('are views of the flat vector', () => {
    const flat = new Float32Array(count)
    layersOf(net, flat)[2]!.b[9] = 5
    expect(flat[count - 1]).toBe(5)
  })
})

describe('a Gaussian posterior', () => {
  const scale = layers.map(({ w, b }) => ({ w: w.map(() => 0.5), b: b.map(() => 0.5) }))
  const posterior = gaussian(net, { mean: layers, scale }, { seed: 3, draws: 400 })

  it('draws mean + scale * noise, the noise keyed by seed, draw and tensor', () => {
    const noise = normal(split(split(key(3), 12), 'b1'), 3)
    const expected = layers[1]!.b.map((mean, i) => mean + 0.5 * noise[i]!)
    expect(posterior.draw(12)[1]!.b).toEqual(expected)
  })

  it('has draws of its mean and scale', () => {
    const values = Array.from({ length: 400 }, (_, s) => posterior.draw(s)[0]!.w[5]! - layers[0]!.w[5]!)
    const mean = values.reduce((sum, value) => sum + value, 0) / 400
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 400)
    // 400 draws: known to 5 % of the scale and 3.5 % of the deviation; four times that
    expect(Math.abs(mean)).toBeLessThan(0.1)
    expect(Math.abs(deviation / 0.5 - 1)).toBeLessThan(0.14)
  })

  it('refuses a draw that it has not', () => {
    expect(() => posterior.draw(400)).toThrow(
      'posterior of fc2: draw must be a whole number in [0, 399], got 400',
    )
    expect(() => point(net, layers).draw(0.5)).toThrow('draw must be a whole number in [0, 0], got 0.5')
  })
})

describe('eight bits', () => {
  it('err by at most half a step', () => {
    const values = normal(key(4), 1000)
    const { levels, scale } = quantize(values)
    dequantize({ levels, scale }).forEach((value, i) =>
      expect(Math.abs(value - values[i]!)).toBeLessThanOrEqual(0.5001 * scale),
    )
    expect(levels.reduce((most, level) => Math.max(most, Math.abs(level)), 0)).toBe(127)
  })

  it('keep zeros, and a tensor that is nothing else', () => {
    expect(dequantize(quantize(new Float32Array(4)))).toEqual(new Float32Array(4))
  })

  it('are widened anew for each draw', () => {
    const draw = layers.map(({ w, b }) => ({ w: quantize(w), b: quantize(b) }))
    const posterior = stored(net, [draw, draw])
    expect(posterior.draw(0)).toEqual(posterior.draw(1))
    expect(posterior.draw(0)[0]!.w).not.toBe(posterior.draw(0)[0]!.w)
  })
})
