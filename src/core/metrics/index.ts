import { registry } from '../registry.ts'
import { lrpRobustness } from './lrpRobustness.ts'
import { softmaxRobustness } from './softmaxRobustness.ts'

export const metrics = registry('metric', [lrpRobustness, softmaxRobustness])
