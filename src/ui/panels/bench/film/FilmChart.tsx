import { useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import type { Family } from '../../../../domain/catalogue.ts'
import type { Frame } from '../../../../domain/trial.ts'
import { LineChart, type Series } from '../../../../plots/LineChart.tsx'
import { modelStyles } from '../../../../plots/modelStyle.ts'
import { t } from '../../../messages.ts'
import { useLab } from '../../../useLab.tsx'
import { useWidth } from '../../../useWidth.ts'

export interface FilmChartProps {
  readonly frames: readonly Frame[]
  /** Steps taken at the frame in view. */
  readonly step: number
  readonly classes: readonly string[]
  readonly family: Family
}

const changeColor = 'light-dark(#b0307a, #f08cc0)' // of no family, and no probability

/** Size of the change, both robustnesses and the probability of the first class, over the steps. */
export function FilmChart({ frames, step, classes, family }: FilmChartProps) {
  const lab = useLab()
  const metrics = useStore(lab.offer.store, (offer) => offer.catalogue?.metrics)
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box, 640)
  const series = useMemo((): readonly Series[] => {
    const first = frames[0]?.prediction.class ?? 0
    const line = (id: string, label: string, color: string, value: (frame: Frame) => number): Series => ({
      id,
      label,
      color,
      points: frames.map((frame) => [frame.step, value(frame)]),
    })
    const { color } = modelStyles[family]
    return [
      ...(metrics ?? []).map(({ id, label }, i) => ({
        ...line(id, label, color, (frame) => frame.metrics[id] ?? Number.NaN),
        dashed: i > 0,
      })),
      line(
        'probability',
        t.film.probability(classes[first] ?? String(first)),
        'var(--probability)',
        (frame) => {
          return frame.prediction.probabilities[first] ?? Number.NaN
        },
      ),
      line('linf', t.film.linf, changeColor, (frame) => frame.linf),
    ]
  }, [frames, metrics, classes, family])
  return (
    <div ref={box} className="film-chart">
      <LineChart
        series={series}
        label={t.film.chart}
        xLabel={t.film.steps}
        yLabel=""
        yDomain={[0, 1]}
        events={[{ at: step, label: t.film.event(step) }]}
        width={width}
        height={140}
      />
    </div>
  )
}
