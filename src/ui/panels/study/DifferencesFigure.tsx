import { memo, useMemo } from 'react'
import { metricsOf } from '../../../domain/catalogue.ts'
import { boxPlot } from '../../../domain/statistics/boxPlot.ts'
import { kernelDensity } from '../../../domain/statistics/kernelDensity.ts'
import { counterpart, type Pairs, pairsOf } from '../../../domain/studyTests.ts'
import { Densities, type DensityCurve } from '../../../plots/Densities.tsx'
import { modelStyles } from '../../../plots/modelStyle.ts'
import { signedText } from '../../../plots/numbers.ts'
import { Figure } from './Figure.tsx'
import { captionLine } from './lines.ts'
import { captionOf, type Look, type WarnedLook } from './look.ts'
import { words } from './words.ts'

const dashes = [undefined, '5 3', '2 2'] as const

/** How much better or worse than the deterministic network's an explanation keeps, on the same images. */
export const DifferencesFigure = memo(function DifferencesFigure({ look }: { look: WarnedLook }) {
  const curves = useMemo(() => differenceCurves(look), [look])
  const { differences: title } = words.figures
  return (
    <Figure
      name="differences"
      title={title}
      reading={words.reading_.differences}
      caption={captionOf(look, title)}
      line={captionLine(look, { control: true })}
      statistics={[...metricsOf(look.catalogue, 'lrp-robustness'), kernelDensity]}
      table={() => ({
        columns: ['network', 'difference', 'differenceControl'],
        rows: differing(look).flatMap(({ label, values, random }) =>
          values.map((value, i) => [label, value, random[i]!]),
        ),
      })}
    >
      {(width) =>
        curves.length === 0 ? (
          <p className="muted">{whyNoDifference(look)}</p>
        ) : (
          <Densities
            curves={curves}
            label={title}
            xLabel={words.difference}
            signed
            width={width}
            height={220}
          />
        )
      }
    </Figure>
  )
})

export function differenceCurves(look: Look): readonly DensityCurve[] {
  return differing(look).map(({ id, label, family, variant, values, random }) => {
    const dash = dashes[variant]
    const named = words.withMedians(label, middle(values), middle(random))
    return { id, label: named, values, color: modelStyles[family].color, ...(dash && { dash }) }
  })
}

/** The columns that can be compared with the deterministic one, with their differences to it. */
function differing(look: Look) {
  return look.visible.flatMap((column) => {
    const { place } = column
    const against = counterpart(look, place, 'det')
    if (against === null || against === place) return []
    const { attack: values, control: random } = differences(look, place, against, look.readout)
    return values.length === 0 ? [] : [{ ...column, values, random }]
  })
}

function middle(values: readonly number[]): string {
  return signedText(boxPlot.compute(values).median)
}

/** LRP robustness of a column minus that of another, on the same images, under the attack and the random pattern. */
export function differences(
  look: Look,
  column: number,
  against: number,
  readout: number,
): Readonly<Record<'attack' | 'control', readonly number[]>> {
  const { attack, control } = pairsOf(look, column, against, readout)
  return { attack: minus(attack), control: minus(control) }
}

function minus({ a, b }: Pairs): readonly number[] {
  return a.map((value, i) => value - b[i]!)
}

/** Why nothing can be subtracted: a study on its way may lack one side of it. */
export function whyNoDifference(look: Look): string {
  const references = look.visible.map(({ place }) => counterpart(look, place, 'det'))
  const [reference] = references.filter((at) => at !== null)
  if (reference === undefined) return words.noReference
  if (!look.result.columns[reference]) return words.noReferenceYet
  const others = look.visible.filter(({ place }, i) => references[i] !== null && references[i] !== place)
  return others.length === 0 ? words.onlyReference : words.noneLeft
}
