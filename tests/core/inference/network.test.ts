import { describe, expect, it } from 'vitest'
import { plainBlas } from '../../../src/core/inference/blas.ts'
import { crossEntropy } from '../../../src/core/inference/loss.ts'
import { trainingNetwork } from '../../../src/core/inference/network.ts'
import { stagesOf } from '../../../src/core/inference/stages.ts'
import { type Architecture, leakySlope } from '../../../src/core/nn/architecture.ts'
import { parameterTensors } from '../../../src/core/posterior/posterior.ts'
import { key, normal, split, uniform } from '../../../src/domain/random.ts'

const dense: Architecture = {
  id: 'dense',
  hidden: 5,
  input: [3, 2, 1],
  classes: 4,
  layers: [
    { kind: 'flatten' },
    { kind: 'dense', in: 6, out: 5 },
    { kind: 'leakyRelu', slope: leakySlope },
    { kind: 'dense', in: 5, out: 4 },
  ],
}
const convolutional: Architecture = {
  id: 'convolutional',
  hidden: 3,
  input: [12, 12, 1],
  classes: 4,
  layers: [
    { kind: 'conv', size: 3, in: 1, out: 2 },
    { kind: 'leakyRelu', slope: leakySlope },
    { kind: 'maxPool', size: 2, stride: 2 },
    { kind: 'conv', size: 3, in: 2, out: 3 },
    { kind: 'leakyRelu', slope: leakySlope },
    { kind: 'maxPool', size: 2, stride: 1 },
    { kind: 'flatten' },
    { kind: 'dense', in: 12, out: 4 },
  ],
}
const n = 3
const labels = Uint8Array.of(1, 0, 3)

function problem(architecture: Architecture) {
  const network = trainingNetwork(architecture, n, plainBlas)
  const parameters = normal(split(key(1), 'parameters'), network.parameterCount).map((value) => value / 3)
  const [height, width, channels] = architecture.input
  const images = uniform(split(key(1), 'images'), n * height * width * channels)
  const loss = (p: Float32Array, x: Float32Array) => crossEntropy(network.forward(p, x, n), labels, 4).loss
  const gradients = {
    parameters: new Float32Array(parameters.length),
    images: new Float32Array(images.length),
  }
  const errors = new Float32Array(n * 4)
  crossEntropy(network.forward(parameters, images, n), labels, 4, errors)
  network.backward(parameters, images, n, errors, gradients)
  return { parameters, images, loss, gradients }
}

/** Central difference in element i. */
function slope(values: Float32Array, i: number, loss: (values: Float32Array) => number): number {
  const h = 2e-3 // float32 forward passes: smaller steps drown in rounding
  const at = (shift: number) => loss(values.map((value, j) => (j === i ? value + shift : value)))
  return (at(h) - at(-h)) / (2 * h)
}

describe.each([dense, convolutional])('training network $id', (architecture) => {
  const { parameters, images, loss, gradients } = problem(architecture)

  it('has the gradient in its parameters that finite differences have', () => {
    let off = 0
    parameters.forEach((_, i) => {
      const expected = slope(parameters, i, (p) => loss(p, images))
      if (Math.abs(gradients.parameters[i]! - expected) > 2e-3 + 0.02 * Math.abs(expected)) off++
    })
    // a step may carry a unit over its kink or change a pooling window's winner
    expect(off / parameters.length).toBeLessThan(0.05)
  })

  it('has the gradient in its images that finite differences have', () => {
    let off = 0
    images.forEach((_, i) => {
      const expected = slope(images, i, (x) => loss(parameters, x))
      if (Math.abs(gradients.images[i]! - expected) > 2e-3 + 0.02 * Math.abs(expected)) off++
    })
    expect(off / images.length).toBeLessThan(0.05)
  })

  it('gives the logits of plain loops', () => {
    const network = trainingNetwork(architecture, n, plainBlas)
    const logits = network.forward(parameters, images, n)
    const expected = plainForward(architecture, parameters, images)
    for (let i = 0; i < logits.length; i++) expect(logits[i]).toBeCloseTo(expected[i]!, 4)
  })
})

it('gives a tie in a pooling window to its first position in row-major order', () => {
  const network = trainingNetwork(convolutional, 1, plainBlas)
  const parameters = normal(key(2), network.parameterCount)
  const flat = new Float32Array(144).fill(0.5)
  const gradient = new Float32Array(144)
  network.forward(parameters, flat, 1)
  network.backward(parameters, flat, 1, Float32Array.of(1, 0, 0, 0), { images: gradient })
  // 12 × 12 pooled by first positions only: the last row and column lie in no winning patch
  expect(Array.from(gradient.subarray(132)).every((g) => g === 0)).toBe(true)
  expect(gradient.some((g) => g !== 0)).toBe(true)
})

it('refuses layers in an order that no stage takes', () => {
  const strange: Architecture = {
    ...dense,
    layers: [
      { kind: 'conv', size: 3, in: 1, out: 2 },
      { kind: 'maxPool', size: 2, stride: 2 },
    ],
  }
  expect(() => stagesOf(strange)).toThrow('training dense: no stage for the layers maxPool in this order')
})

/** The network image by image in double, straight from the layer specs. */
function plainForward(
  { layers, input, ...rest }: Architecture,
  parameters: Float32Array,
  images: Float32Array,
) {
  const tensors = parameterTensors({ layers, input, ...rest })
  const size = input[0] * input[1] * input[2]
  return Array.from({ length: n }, (_, image) => {
    let values = Array.from(images.subarray(image * size, (image + 1) * size))
    let [height, width] = input
    let affine = 0
    for (const layer of layers) {
      if (layer.kind === 'flatten') continue
      if (layer.kind === 'leakyRelu') {
        values = values.map((value) => (value > 0 ? value : layer.slope * value))
      } else if (layer.kind === 'maxPool') {
        const channels = values.length / (height * width)
        const rows = Math.floor((height - 2) / layer.stride) + 1
        const columns = Math.floor((width - 2) / layer.stride) + 1
        const at = (y: number, x: number, c: number) => values[(y * width + x) * channels + c]!
        values = grid(rows, columns, channels, (y, x, c) => {
          const [top, left] = [y * layer.stride, x * layer.stride]
          return Math.max(
            at(top, left, c),
            at(top, left + 1, c),
            at(top + 1, left, c),
            at(top + 1, left + 1, c),
          )
        })
        height = rows
        width = columns
      } else {
        const w = parameters.subarray(tensors[2 * affine]!.offset)
        const b = parameters.subarray(tensors[2 * affine + 1]!.offset)
        affine++
        const side = layer.kind === 'conv' ? layer.size : 1
        const [rows, columns] = layer.kind === 'conv' ? [height - side + 1, width - side + 1] : [1, 1]
        const before = values
        const stride = width
        values = grid(rows, columns, layer.out, (y, x, o) => {
          let sum = b[o]!
          for (let ky = 0; ky < side; ky++)
            for (let kx = 0; kx < side; kx++)
              for (let c = 0; c < layer.in; c++)
                sum +=
                  before[((y + ky) * stride + x + kx) * layer.in + c]! *
                  w[((ky * side + kx) * layer.in + c) * layer.out + o]!
          return sum
        })
        height = rows
        width = columns
      }
    }
    return values
  }).flat()
}

function grid(
  rows: number,
  columns: number,
  channels: number,
  value: (y: number, x: number, c: number) => number,
) {
  return Array.from({ length: rows * columns * channels }, (_, i) => {
    const position = Math.floor(i / channels)
    return value(Math.floor(position / columns), position % columns, i % channels)
  })
}
