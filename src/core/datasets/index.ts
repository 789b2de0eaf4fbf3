import { registry } from '../registry.ts'
import { fashionMnist } from './fashionMnist.ts'
import { mnist } from './mnist.ts'

export const datasets = registry('dataset', [mnist, fashionMnist])
