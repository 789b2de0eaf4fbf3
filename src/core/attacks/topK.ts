import { choice, real } from '../../domain/parameters.ts'
import { topK as topKOf } from '../../domain/topK.ts'
import { attack } from './attack.ts'
import { type Aim, type AimAt, raise, saliencySpecs } from './saliency.ts'

/**
 * Takes the relevance away from the k % most relevant pixels B of the clean heatmap. Measured by
 * `magnitude`, D = -Σ_B |R_i| / Σ |R_i|, what the top-k set of |R| is made of (Ghorbani et al. normalize so), or by
 * `signed`, D = -Σ_B R_i, which also turns relevance negative and so leaves it large.
 */
export const topK = attack({
  id: 'topk',
  label: 'top-k',
  source: 'Ghorbani et al. 2019',
  summary: 'Takes the relevance from the pixels that were most relevant, the prediction kept.',
  aim: 'explanation',
  drives: { label: 'relevance of the attacked pixels', direction: 'down' },
  parameters: {
    ...saliencySpecs,
    k: real({ label: 'pixels attacked', symbol: 'k', unit: '%', min: 0.2, max: 100, default: 20 }),
    measure: choice({
      label: 'relevance counted',
      options: [
        { value: 'magnitude', label: 'share of |R|' },
        { value: 'signed', label: 'sum of R' },
      ],
      default: 'magnitude',
    }),
  },
  run: (victim, x, { k, measure, ...walk }, setting) => raise(victim, x, walk, lower(k, measure), setting),
})

function lower(k: number, measure: 'magnitude' | 'signed'): AimAt {
  return (heatmap, clean) => {
    const { mask } = topKOf(clean, k, 'absolute')
    return measure === 'magnitude' ? lessOfAll(heatmap, mask) : lessInSum(heatmap, mask)
  }
}

function lessInSum(heatmap: Float32Array, mask: Uint8Array): Aim {
  const gradient = Float32Array.from(mask, (selected) => -selected)
  return { value: heatmap.reduce((sum, relevance, i) => sum + relevance * gradient[i]!, 0), gradient }
}

function lessOfAll(heatmap: Float32Array, mask: Uint8Array): Aim {
  let [inside, all] = [0, 0]
  heatmap.forEach((relevance, i) => {
    inside += mask[i]! * Math.abs(relevance)
    all += Math.abs(relevance)
  })
  if (all === 0) return { value: 0, gradient: new Float32Array(heatmap.length) }
  const share = inside / all
  const gradient = heatmap.map((relevance, i) => (Math.sign(relevance) * (share - mask[i]!)) / all)
  return { value: -share, gradient }
}
