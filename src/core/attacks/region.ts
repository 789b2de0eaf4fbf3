import { region as regionSpec } from '../../domain/parameters.ts'
import { decodeRegion } from '../../domain/region.ts'
import { permutation } from '../random.ts'
import { attack } from './attack.ts'
import { type AimAt, raise, saliencySpecs } from './saliency.ts'

const randomShare = 0.2 // of the pixels, as in the paper

/** D = Σ R_i over a target region: draws the relevance there. */
export const region = attack({
  id: 'region',
  label: 'target region',
  source: 'Ghorbani et al. 2019',
  summary: 'Raises the relevance of a region that you paint, the prediction kept.',
  aim: 'explanation',
  drives: { label: 'relevance of the region', direction: 'up' },
  parameters: {
    ...saliencySpecs,
    region: regionSpec({
      label: 'region',
      help: 'The pixels to raise; while nothing is painted, 20 % of them at random.',
    }),
  },
  run(victim, x, { region: painted, ...walk }, setting) {
    const mask = painted === '' ? randomRegion(victim.pixels) : decodeRegion(painted, victim.pixels)
    return raise(victim, x, walk, lift(mask), setting)

    function randomRegion(pixels: number): Float32Array {
      const chosen = permutation(setting.key, pixels).subarray(0, Math.floor(randomShare * pixels))
      const random = new Float32Array(pixels)
      for (const pixel of chosen) random[pixel] = 1
      return random
    }
  },
})

function lift(mask: Float32Array): AimAt {
  return (heatmap) => ({
    value: heatmap.reduce((sum, relevance, i) => sum + relevance * mask[i]!, 0),
    gradient: mask,
  })
}
