import { useMemo, useRef } from 'react'
import { metricsOf } from '../../../domain/catalogue.ts'
import type { Conventions } from '../../../domain/conventions.ts'
import type { PictureFile } from '../../../domain/pictureFile.ts'
import { symmetricScale } from '../../../domain/scale.ts'
import { shareOf } from '../../../domain/topK.ts'
import type { TrialResult } from '../../../domain/trial.ts'
import { ColorLegend } from '../../../plots/ColorLegend.tsx'
import { Heatmap } from '../../../plots/Heatmap.tsx'
import { LineChart } from '../../../plots/LineChart.tsx'
import { percentText, shareText } from '../../../plots/numbers.ts'
import { OverlapLegend, OverlapMap } from '../../../plots/OverlapMap.tsx'
import { ExportMenu } from '../../controls/ExportMenu.tsx'
import { StatisticNames } from '../../controls/StatisticNames.tsx'
import { useChecksums } from '../../useChecksums.ts'
import { useLab } from '../../useLab.tsx'
import { renewedSince } from '../../wording/renewed.ts'
import { Renewed } from '../study/Renewed.tsx'
import { usePixelFocus } from '../usePixelFocus.ts'
import type { FigureProps } from './FigurePage.tsx'
import type { Results } from './figure.ts'
import { pictureCaption, pictureFacts, usedInPicture } from './pictureCaption.ts'
import { topKSets } from './pictureMaps.ts'
import { Facts } from './Run.tsx'
import { Side } from './Side.tsx'
import { useFiles } from './useFiles.ts'
import { words } from './words.ts'

const w = words.overlap

/** Figure 5: how two heatmaps are compared, on a real pair of them, step by step. */
export function OverlapFigure({ results, ...rest }: FigureProps & { results: Results }) {
  const lab = useLab()
  const [found] = useFiles(lab.pictures, [results.defined])
  return (
    <Side protocol="defined" experiment={results.defined} found={found!}>
      {(file) => <Explained file={file} {...rest} />}
    </Side>
  )
}

function Explained({ file, figure, values, catalogue }: FigureProps & { file: PictureFile }) {
  const section = useRef<HTMLElement>(null)
  const pointing = usePixelFocus()
  const used = usedInPicture(file)
  const now = useChecksums(used.map(({ model }) => model))
  const k = Number(values.k)
  const ranking = values.ranking as Conventions['ranking']
  const trial = (values.network === 'first' ? file.trials[0] : file.trials.at(-1))!
  const { clean, attacked } = trial
  const { shape } = clean.picture
  const { before, after, common, random } = useMemo(() => topKSets(trial, k, ranking), [trial, k, ranking])
  const scale = useMemo(() => symmetricScale([clean.heatmap.mean, attacked.heatmap.mean]), [clean, attacked])
  const curves = useMemo(() => curvesOf(trial, ranking), [trial, ranking])
  const share = shareOf(common, before.size)
  const zero = clean.heatmap.mean.filter((value) => value === 0).length / clean.heatmap.mean.length
  const overlap = {
    clean: before.mask,
    attacked: after.mask,
    size: before.size,
    common,
    ties: { clean: before.ties, attacked: after.ties },
  }
  const map = { ...pointing, shape, scale, model: trial.request.model }
  const inSet = (mask: Uint8Array, of: Float32Array) => of.map((value, i) => (mask[i] ? value : 0))
  return (
    <section ref={section} className="figure-panel" data-panel="overlap">
      <h3 className="figure-panel-title">
        {w.intro}
        <ExportMenu
          name={`figure-${figure.id}`}
          caption={() => pictureCaption(figure, [file], { catalogue, now })}
          picture={section}
          table={() => ({
            columns: ['k', 'LRP robustness', 'random pattern', 'chance'],
            rows: curves.attack.map(([at, y], i) => [at, y, curves.random[i]![1], at / 100]),
          })}
        />
      </h3>
      <Renewed
        models={renewedSince(used, now)}
        catalogue={catalogue}
        request={null}
        experiment={`${file.study} ${file.id}`}
      />
      <div className="figure-steps">
        <Step name="R(x)">
          <Heatmap {...map} values={clean.heatmap.mean} stage="clean" label={`R(x), ${w.before}`} />
        </Step>
        <Step name={w.before}>
          <Heatmap
            {...map}
            values={inSet(before.mask, clean.heatmap.mean)}
            stage="top-clean"
            label={w.before}
          />
        </Step>
        <Step name="R(x̃)">
          <Heatmap {...map} values={attacked.heatmap.mean} stage="attacked" label={`R(x̃), ${w.after}`} />
        </Step>
        <Step name={w.after}>
          <Heatmap
            {...map}
            values={inSet(after.mask, attacked.heatmap.mean)}
            stage="top-attacked"
            label={w.after}
          />
        </Step>
        <Step name={w.both}>
          <OverlapMap {...pointing} overlap={overlap} picture={clean.picture} label={w.both} />
        </Step>
      </div>
      <div className="figure-count">
        <div>
          <p className="figure-value" data-readout="overlap" data-value={share} aria-live="polite">
            {w.formula(common, before.size, shareText(share))}
          </p>
          <div className="note">
            <StatisticNames of={metricsOf(catalogue, 'lrp-robustness')} />
          </div>
          <p>{w.selected(before.size, k, clean.heatmap.mean.length)}</p>
          <p>{w[ranking]}</p>
          <p>{w.chance(shareText(k / 100))}</p>
          <p data-readout="overlap-random" data-value={shareOf(random, before.size)}>
            {w.random(shareText(shareOf(random, before.size)))}
          </p>
          <p data-readout="ties" data-value={before.ties}>
            {w.ties(before.ties, after.ties)}
          </p>
          <p>{w.zero(percentText(zero))}</p>
          <OverlapLegend overlap={overlap} />
          <ColorLegend scope="all" scale={scale} />
        </div>
        <LineChart
          label={w.curve}
          xLabel="k, %"
          yLabel={words.robustness}
          yDomain={[0, 1]}
          events={[{ at: k, label: `k = ${k} %` }]}
          series={[
            { id: 'robustness', label: words.robustness, color: 'var(--accent)', points: curves.attack },
            { id: 'random', label: w.randomLine, color: 'var(--muted)', points: curves.random },
            {
              id: 'chance',
              label: w.chanceLine,
              points: [
                [1, 0.01],
                [100, 1],
              ],
              dashed: true,
            },
          ]}
        />
      </div>
      <Facts facts={pictureFacts(file, { catalogue, now })} />
    </section>
  )
}

function Step({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="figure-step">
      <span className="figure-map-head">{name}</span>
      {children}
    </div>
  )
}

type Points = readonly (readonly [k: number, robustness: number])[]

/** LRP robustness for every whole k, under the attack and under the random pattern. */
function curvesOf(
  trial: TrialResult,
  ranking: Conventions['ranking'],
): { readonly attack: Points; readonly random: Points } {
  const sets = Array.from({ length: 100 }, (_, i) => ({ k: i + 1, ...topKSets(trial, i + 1, ranking) }))
  return {
    attack: sets.map(({ k, before, common }) => [k, shareOf(common, before.size)]),
    random: sets.map(({ k, before, random }) => [k, shareOf(random, before.size)]),
  }
}
