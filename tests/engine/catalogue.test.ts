import { expect, test } from 'vitest'
import { catalogue } from '../../src/engine/catalogue.ts'

const { architectures } = catalogue({ models: [] })

// Carbone et al. 2022, Tables I and II; counted by the released code's modules
test.each([
  ['conv', 512, 456_618],
  ['conv', 1024, 912_810],
  ['fc2', 512, 669_706],
  ['fc2', 1024, 1_863_690],
])('%s of width %i has %i parameters and ten classes', (id, hidden, parameters) => {
  const { layers } = architectures.find((each) => each.id === id && each.hidden === hidden)!
  expect(layers.reduce((sum, layer) => sum + layer.parameters, 0)).toBe(parameters)
  expect(layers.at(-1)!.output).toEqual([1, 1, 10])
})

test('the convolutional network has the shapes of Table I', () => {
  const { layers } = architectures.find(({ id }) => id === 'conv')!
  expect(layers.map(({ output }) => output.join('×'))).toEqual([
    '24×24×16',
    '24×24×16',
    '12×12×16',
    '8×8×512',
    '8×8×512',
    '7×7×512',
    '1×1×25088',
    '1×1×10',
  ])
})
