import { attack } from './attack.ts'
import { type AimAt, raise, saliencySpecs } from './saliency.ts'

/**
 * D = ‖C(x̃) - C(x)‖₂ with C = Σ i |R_i| / Σ |R_i| over pixel coordinates i: moves the center of the heatmap.
 * Magnitudes, since a signed sum may vanish.
 */
export const massCenter = attack({
  id: 'mass-center',
  label: 'mass center',
  source: 'Ghorbani et al. 2019',
  summary: 'Moves the center of the heatmap as far as it can, the prediction kept.',
  aim: 'explanation',
  drives: { label: 'shift of the heatmap’s center, pixels', direction: 'up' },
  parameters: saliencySpecs,
  run: (victim, x, walk, setting) => raise(victim, x, walk, moveCenter, setting),
})

const side = 28

const moveCenter: AimAt = (heatmap, clean) => {
  const [here, there] = [center(heatmap), center(clean)]
  const [dy, dx] = [here.row - there.row, here.column - there.column]
  const distance = Math.hypot(dy, dx)
  // at the clean image every direction is as good as any other: right, then
  const [uy, ux] = distance === 0 ? [0, 1] : [dy / distance, dx / distance]
  const gradient = heatmap.map((relevance, i) => {
    const [row, column] = [Math.floor(i / side), i % side]
    return (Math.sign(relevance) * (uy * (row - here.row) + ux * (column - here.column))) / here.mass
  })
  return { value: distance, gradient }
}

function center(heatmap: Float32Array): { row: number; column: number; mass: number } {
  let [row, column, mass] = [0, 0, 0]
  heatmap.forEach((relevance, i) => {
    const weight = Math.abs(relevance)
    row += weight * Math.floor(i / side)
    column += weight * (i % side)
    mass += weight
  })
  if (mass === 0) return { row: side / 2, column: side / 2, mass: 1 }
  return { row: row / mass, column: column / mass, mass }
}
