import { type ArchitectureFamily, leakySlope } from '../architecture.ts'

/** Two hidden dense layers of equal width: fc2(h) of the paper's Table II. */
export const fc2: ArchitectureFamily = {
  id: 'fc2',
  label: 'dense, two hidden layers',
  source: 'Carbone et al. 2022, Table II',
  published: [512, 1024],
  layers: (hidden) => [
    { kind: 'flatten' },
    { kind: 'dense', in: 784, out: hidden },
    { kind: 'leakyRelu', slope: leakySlope },
    { kind: 'dense', in: hidden, out: hidden },
    { kind: 'leakyRelu', slope: leakySlope },
    { kind: 'dense', in: hidden, out: 10 },
  ],
}
