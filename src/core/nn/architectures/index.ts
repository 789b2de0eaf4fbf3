import { registry } from '../../registry.ts'
import type { Architecture } from '../architecture.ts'
import { conv } from './conv.ts'
import { fc2 } from './fc2.ts'

export const architectures = registry('architecture', [fc2, conv])

/** The network `id` of width `hidden` for 28 × 28 images in ten classes. */
export function architecture(id: string, hidden: number): Architecture {
  return { id, hidden, input: [28, 28, 1], classes: 10, layers: architectures.get(id).layers(hidden) }
}
