import { region as regionSpec } from '../../domain/parameters.ts'
import { type Key, permutation } from '../../domain/random.ts'
import { decodeRegion } from '../../domain/region.ts'
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
    const { pixels } = victim
    const masks =
      painted === '' ? setting.keys.map((key) => randomRegion(key, pixels)) : [decodeRegion(painted, pixels)]
    return raise(victim, x, walk, lift(masks), setting)
  },
})

function randomRegion(key: Key, pixels: number): Float32Array {
  const mask = new Float32Array(pixels)
  for (const pixel of permutation(key, pixels).subarray(0, Math.floor(randomShare * pixels))) mask[pixel] = 1
  return mask
}

/** Every image has its own mask, or all share one. */
function lift(masks: readonly Float32Array[]): AimAt {
  return (heatmap, _, image) => {
    const mask = masks[image % masks.length]!
    return {
      value: heatmap.reduce((sum, relevance, i) => sum + relevance * mask[i]!, 0),
      gradient: mask,
    }
  }
}
