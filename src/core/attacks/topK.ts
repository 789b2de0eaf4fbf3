import { real } from '../../domain/parameters.ts'
import { topK as topKOf } from '../metrics/topK.ts'
import { attack } from './attack.ts'
import { type AimAt, raise, saliencySpecs } from './saliency.ts'

/** D = -Σ R_i over the k % most relevant pixels of the clean heatmap: takes the relevance away from where it was. */
export const topK = attack({
  id: 'topk',
  label: 'top-k',
  source: 'Ghorbani et al. 2019',
  summary: 'Lowers the relevance of the pixels that were most relevant, the prediction kept.',
  aim: 'explanation',
  parameters: {
    ...saliencySpecs,
    k: real({ label: 'pixels attacked', symbol: 'k', unit: '%', min: 0.2, max: 100, default: 20 }),
  },
  run: (victim, x, { k, ...walk }, setting) => raise(victim, x, walk, lower(k), setting),
})

function lower(k: number): AimAt {
  return (heatmap, clean) => {
    const gradient = Float32Array.from(topKOf(clean, k, 'absolute').mask, (selected) => -selected)
    return { value: heatmap.reduce((sum, relevance, i) => sum + relevance * gradient[i]!, 0), gradient }
  }
}
