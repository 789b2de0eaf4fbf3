import { registry } from '../registry.ts'
import { mnist } from './mnist.ts'

export const datasets = registry('dataset', [mnist])
