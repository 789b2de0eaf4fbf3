import type { TrialResult } from '../../../domain/trial.ts'
import { quantityText, relevanceText, shareText } from '../../../plots/numbers.ts'
import { t } from '../../messages.ts'
import { differenceOf } from '../../wording/difference.ts'
import type { tourRows } from './tourRows.ts'

export interface TourStep {
  /** The row that is lit; the others step back. */
  readonly row: (typeof tourRows)[number]
  readonly text: string
  /** Pinned in every map while the step lasts. */
  readonly pixel?: number
}

/** From the picture to the number, on the real interface and with the numbers at hand. */
export function tourSteps(result: TrialResult, classes: readonly string[]): readonly TourStep[] {
  const { clean, attacked, overlap, audit, control, metrics, request } = result
  const { most } = differenceOf(result)
  const [, width] = request.picture.shape
  const { explained } = clean.heatmap
  const robustness = (values: TrialResult['metrics']) => shareText(values['lrp-robustness'] ?? Number.NaN)
  return [
    { row: 'image', text: t.tour.image(quantityText(audit.linf), audit.l0) },
    {
      row: 'clean',
      text: explained ? t.tour.clean(classes[explained.class] ?? String(explained.class)) : t.tour.cleanLayer,
    },
    {
      row: 'attacked',
      pixel: most,
      text: t.tour.attacked(
        Math.floor(most / width) + 1,
        (most % width) + 1,
        relevanceText(clean.heatmap.mean[most]!),
        relevanceText(attacked.heatmap.mean[most]!),
      ),
    },
    { row: 'overlap', text: t.tour.overlap(overlap.common, overlap.size) },
    {
      row: 'lrp',
      text: t.tour.lrp(robustness(metrics), shareText(request.k / 100), robustness(control.metrics)),
    },
    { row: 'all', text: t.tour.others },
  ]
}
