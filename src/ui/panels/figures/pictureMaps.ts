import type { Conventions } from '../../../domain/conventions.ts'
import { type SymmetricScale, scalesOf } from '../../../domain/scale.ts'
import { common, type TopK, topK } from '../../../domain/topK.ts'
import type { Stage, TrialResult } from '../../../domain/trial.ts'

/** The published ways to draw a heatmap figure, by their names in a link. */
export interface PictureOptions {
  readonly scale: 'minmax' | 'shared' | 'own'
  readonly shown: 'common' | 'topk' | 'all'
  /** Percent of pixels in the top-k set. */
  readonly k: number
}

export interface PictureMap {
  /** Relevance as it is drawn; 0 where it is not shown. */
  readonly values: Float32Array
  readonly scale: SymmetricScale
}

/** One trial's heatmaps before and after, and what their top-k sets share. */
export interface PictureMaps {
  readonly trial: TrialResult
  readonly clean: PictureMap
  readonly attacked: PictureMap
  readonly before: TopK
  readonly after: TopK
  readonly common: number
  /** What a random pattern as large as the attack leaves in common. */
  readonly random: number
}

/** Every heatmap of a figure with the pixels and the colors that were asked for. */
export function pictureMaps(
  trials: readonly TrialResult[],
  { scale, shown, k }: PictureOptions,
): readonly PictureMaps[] {
  const sets = trials.map((trial) => topKSets(trial, k, trial.request.conventions.ranking))
  const drawn = trials.map((trial, i) => {
    const { before, after } = sets[i]!
    const both = intersection(before.mask, after.mask)
    const maps = { clean: trial.clean.heatmap.mean, attacked: trial.attacked.heatmap.mean }
    const visible = {
      clean: shown === 'all' ? null : shown === 'common' ? both : before.mask,
      attacked: shown === 'all' ? null : shown === 'common' ? both : after.mask,
    }
    const values = (stage: 'clean' | 'attacked') =>
      masked(scale === 'minmax' ? stretched(maps[stage]) : maps[stage], visible[stage])
    return [values('clean'), values('attacked')] as const
  })
  const scales = scale === 'minmax' ? null : scalesOf(drawn, scale === 'own' ? 'map' : 'all')
  return trials.map((trial, i) => {
    const [clean, attacked] = drawn[i]!
    return {
      trial,
      ...sets[i]!,
      clean: { values: clean, scale: scales?.[i]?.[0] ?? unit },
      attacked: { values: attacked, scale: scales?.[i]?.[1] ?? unit },
    }
  })
}

/** The top-k sets of a trial's heatmaps, what they have in common, and what the control leaves of it. */
export function topKSets(
  { clean, attacked, control }: Pick<TrialResult, 'clean' | 'attacked' | 'control'>,
  k: number,
  ranking: Conventions['ranking'],
): Pick<PictureMaps, 'before' | 'after' | 'common' | 'random'> {
  const setOf = ({ heatmap }: Stage) => topK(heatmap.mean, k, ranking)
  const [before, after] = [setOf(clean), setOf(attacked)]
  const shared = ({ mask }: TopK) => common(before.mask, mask)
  return { before, after, common: shared(after), random: shared(setOf(control)) }
}

const unit: SymmetricScale = { max: 1, reach: 'largest', clipped: 0, count: 0 }

/** As published: from its least to its largest value onto [-1, 1], wherever its zero comes to lie. */
export function stretched(map: Float32Array): Float32Array {
  const [low, high] = map.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)] as [number, number],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as [number, number],
  )
  return high > low ? map.map((value) => (2 * (value - low)) / (high - low) - 1) : map.map(() => 0)
}

function masked(map: Float32Array, mask: Uint8Array | null): Float32Array {
  return mask ? map.map((value, i) => (mask[i] ? value : 0)) : map
}

function intersection(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((on, i) => (on && b[i] ? 1 : 0))
}
