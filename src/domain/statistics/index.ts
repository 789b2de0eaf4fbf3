import { boxPlot } from './boxPlot.ts'
import { holm } from './holm.ts'
import { kernelDensity } from './kernelDensity.ts'
import { mannWhitney } from './mannWhitney.ts'
import { medianDifference } from './medianDifference.ts'
import { pearson } from './pearson.ts'
import { matchedRankBiserial, rankBiserial } from './rankBiserial.ts'
import { spearman } from './spearman.ts'
import type { Statistic } from './statistic.ts'
import { wilcoxon } from './wilcoxon.ts'

/** In the order in which the page explains them. */
export const statistics: readonly Statistic[] = [
  mannWhitney,
  rankBiserial,
  wilcoxon,
  matchedRankBiserial,
  medianDifference,
  holm,
  spearman,
  pearson,
  boxPlot,
  kernelDensity,
]
