import { type ArchitectureFamily, leakySlope } from '../architecture.ts'

/** Two convolutions and a dense layer: conv(h) of the paper's Table I. */
export const conv: ArchitectureFamily = {
  id: 'conv',
  label: 'convolutional',
  source: 'Carbone et al. 2022, Table I',
  published: [512, 1024],
  layers: (hidden) => [
    { kind: 'conv', size: 5, in: 1, out: 16 },
    { kind: 'leakyRelu', slope: leakySlope },
    { kind: 'maxPool', size: 2, stride: 2 },
    { kind: 'conv', size: 5, in: 16, out: hidden },
    { kind: 'leakyRelu', slope: leakySlope },
    { kind: 'maxPool', size: 2, stride: 1 },
    { kind: 'flatten' },
    { kind: 'dense', in: 49 * hidden, out: 10 },
  ],
}
