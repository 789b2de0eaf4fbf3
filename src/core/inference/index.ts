import { registry } from '../registry.ts'
import { adversarial } from './adversarial.ts'
import { det } from './det.ts'
import { hmc, hmcReleased } from './hmc.ts'
import { vi, viReleased } from './vi.ts'

export const methods = registry('inference method', [det, adversarial, vi, viReleased, hmc, hmcReleased])
