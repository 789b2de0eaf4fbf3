import type { Family } from '../domain/catalogue.ts'
import { LineChart } from './LineChart.tsx'
import { modelStyles } from './modelStyle.ts'
import { words } from './words.ts'

export interface ChainCurvesProps {
  /** Values of every transition, the first one first. */
  readonly chains: readonly {
    readonly chain: number
    readonly warmUp: number
    readonly values: readonly number[]
  }[]
  readonly family: Family
  readonly label: string
  readonly yLabel: string
  readonly yDomain?: readonly [number, number]
  /** Shows what comes after warm-up only, on a scale of its own. */
  readonly settled?: boolean
  /** The chain to look at. */
  readonly lit: number | null
}

/** One quantity of several chains, transition by transition, with the end of warm-up. */
export function ChainCurves({ chains, family, lit, settled = false, ...axes }: ChainCurvesProps) {
  const ends = [...new Set(chains.map((each) => each.warmUp))]
  const series = chains.map(({ chain, warmUp, values }) => ({
    id: String(chain),
    label: words.chain(chain),
    color: modelStyles[family].color,
    // transition number 1 is the first value
    points: values
      .map((value, at) => [at + 1, value] as const)
      .filter(([transition]) => !settled || transition > warmUp),
  }))
  return (
    <LineChart
      {...axes}
      series={series}
      xLabel={words.transition}
      events={settled ? [] : ends.map((at) => ({ at, label: words.warmUpEnds }))}
      lit={lit === null ? null : String(lit)}
      legend={false}
    />
  )
}
