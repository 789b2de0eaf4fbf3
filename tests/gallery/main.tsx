// Every plot with made-up values, for looking at: npm run dev, then /tests/gallery/index.html
import '../../src/plots/plots.css'
import '../../src/ui/draw/draw.css'
import { Fragment, type ReactNode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { type ScaleScope, scalesOf } from '../../src/domain/scale.ts'
import { BoxPlots } from '../../src/plots/BoxPlots.tsx'
import { ChainCurves } from '../../src/plots/ChainCurves.tsx'
import { ColorLegend } from '../../src/plots/ColorLegend.tsx'
import { Densities } from '../../src/plots/Densities.tsx'
import { DrawShares } from '../../src/plots/DrawShares.tsx'
import { Heatmap } from '../../src/plots/Heatmap.tsx'
import { LineChart } from '../../src/plots/LineChart.tsx'
import { modelMark, modelStyles } from '../../src/plots/modelStyle.ts'
import { OverlapLegend, OverlapMap } from '../../src/plots/OverlapMap.tsx'
import { PictureView } from '../../src/plots/PictureView.tsx'
import type { PixelFocus } from '../../src/plots/PixelMap.tsx'
import { ProbabilityBars } from '../../src/plots/ProbabilityBars.tsx'
import { ProgressHairline } from '../../src/plots/ProgressHairline.tsx'
import { probabilityColor } from '../../src/plots/probabilityColor.ts'
import { ReliabilityDiagram } from '../../src/plots/ReliabilityDiagram.tsx'
import { RobustnessGauge } from '../../src/plots/RobustnessGauge.tsx'
import { Sparkline } from '../../src/plots/Sparkline.tsx'
import { DrawingPad } from '../../src/ui/draw/DrawingPad.tsx'
import { Upload } from '../../src/ui/draw/Upload.tsx'
import { fakeCard } from '../ui/fakeCard.ts'
import { fakeCatalogue } from '../ui/fakeEngine.ts'
import { type Column, columns, seven } from './scene.ts'

const classes = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']
const stages = ['clean', 'attacked', 'difference'] as const

const bell = (middle: number, width: number) =>
  Array.from({ length: 120 }, (_, i) => middle + width * Math.tan((i / 119 - 0.5) * 2.2))
const curves = [
  { id: 'adv', label: 'adversarially trained', color: modelStyles.adv.color, values: bell(0.05, 0.05) },
  {
    id: 'hmc-10',
    label: 'HMC, 10 draws',
    color: modelStyles.hmc.color,
    values: bell(0.2, 0.08),
    dash: '1.5 2.5',
  },
  { id: 'hmc', label: 'HMC, 100 draws', color: modelStyles.hmc.color, values: bell(0.3, 0.1) },
]
const published = [{ at: 0.28, label: 'published peak', color: modelStyles.hmc.color }]
const boxes = ['epsilon', 'gamma'].map((rule) => ({
  id: rule,
  label: rule,
  boxes: [
    { ...curves[0]!, control: 0.1, note: 'n.s.' },
    { ...curves[2]!, reported: { median: 0.28, quartiles: [0.2, 0.43] as const }, note: '****' },
  ],
}))

function Gallery() {
  const [scope, setScope] = useState<ScaleScope>('row')
  const [focus, setFocus] = useState<PixelFocus | null>(null)
  const scales = scalesOf(
    stages.map((stage) => columns.map((column) => column[stage])),
    scope,
  )
  const pointing = {
    focus,
    onHover: (index: number | null) =>
      setFocus((now) => (now?.pinned ? now : index === null ? null : { index, pinned: false })),
    onPin: (index: number | null) => setFocus(index === null ? null : { index, pinned: true }),
  }
  return (
    <>
      <select value={scope} onChange={(event) => setScope(event.target.value as ScaleScope)}>
        <option>map</option>
        <option>row</option>
        <option>all</option>
      </select>
      <div className="row">
        <Row name="">
          {({ family }) => (
            <span style={{ color: modelStyles[family].color }}>
              <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
                <path d={modelMark(family, 70)} fill="currentColor" />
              </svg>{' '}
              {family}
            </span>
          )}
        </Row>
        <Row name="predicts">
          {({ model, before, after }) => (
            <ProbabilityBars
              classes={classes}
              before={before}
              after={after}
              model={model}
              label={model}
              truth={7}
            />
          )}
        </Row>
        <Row name="x̃">
          {({ model, picture }) => (
            <PictureView
              picture={picture}
              stage="attacked"
              model={model}
              label={`x̃, ${model}`}
              {...pointing}
            />
          )}
        </Row>
        {stages.map((stage, row) => (
          <Row key={stage} name={stage}>
            {(column, i) => (
              <Heatmap
                values={column[stage]}
                shape={seven.shape}
                scale={scales[row]![i]!}
                model={column.model}
                stage={stage}
                label={`R, ${stage}, ${column.model}`}
                dimmed={stage === 'difference' && i === 3}
                {...pointing}
              />
            )}
          </Row>
        ))}
        <Row name="top-k">
          {({ model, overlap }) => (
            <OverlapMap
              overlap={overlap}
              picture={seven}
              model={model}
              label={`top 10 %, ${model}`}
              {...pointing}
            />
          )}
        </Row>
        <Row name="top-k on x">
          {({ model, overlap }) => (
            <PictureView
              picture={seven}
              mask={overlap.clean}
              stage="clean"
              model={model}
              label="x"
              {...pointing}
            />
          )}
        </Row>
        <Row name="LRP rob.">
          {({ model, family, overlap: { common, size } }) => (
            <RobustnessGauge
              metric="lrp-robustness"
              value={common / size}
              model={model}
              family={family}
              label="LRP robustness"
              chance={0.1}
              control={0.93}
            />
          )}
        </Row>
      </div>
      <OverlapLegend overlap={columns[0]!.overlap} />
      <div className="side">
        <div style={{ width: 320 }}>
          <ColorLegend
            scope={scope}
            scale={scope === 'map' ? null : scales[1]![0]!}
            of={scope === 'row' ? 'R(x̃)' : ''}
          />
        </div>
        <div style={{ width: 360 }}>
          <Densities curves={curves} marks={published} label="differences" xLabel="difference" width={360} />
        </div>
        <div style={{ width: 360 }}>
          <BoxPlots groups={boxes} label="differences" yLabel="difference" level={0} width={360} />
        </div>
        <div style={{ width: 200 }}>
          <ProgressHairline progress={{ step: 3, of: 8 }} />
          <p>computing, 3 of 8</p>
          <ProgressHairline progress={{ step: 0, of: 0 }} />
          <p>computing, who knows</p>
        </div>
        <p>
          ELBO <Sparkline values={[9, 7, 5, 4.2, 3.9, 3.7, 3.65, 3.6]} label="ELBO" /> 3.6
        </p>
        <p>
          {[0, 0.25, 0.5, 0.75, 1].map((p) => (
            <span key={p} style={{ background: probabilityColor(p), padding: '8px 12px' }} />
          ))}
        </p>
      </div>
      <h2>Lines</h2>
      <div style={{ width: 420 }}>
        <LineChart label="Test accuracy" xLabel="epoch" yLabel="test accuracy" series={training} />
      </div>
      <h2>Models</h2>
      <div className="side">
        <div style={{ width: 400 }}>
          <ReliabilityDiagram bins={evaluation.reliability} family="hmc" label="reliability" />
        </div>
        <div style={{ width: 400 }}>
          <ChainCurves
            chains={chains.map(({ chain, warmUp, potential }) => ({ chain, warmUp, values: potential }))}
            family="hmc"
            label="potential energy"
            yLabel="potential energy, nats"
            lit={1}
          />
        </div>
        <div style={{ width: 400 }}>
          <DrawShares
            rows={[{ label: 'float32', values: evaluation.saturation.released }]}
            family="vi"
            label="zero gradients"
            xLabel="share of the test images"
          />
        </div>
      </div>
      <h2>Draw</h2>
      <div className="side">
        <div style={{ width: 280 }}>
          <DrawingPad onChange={() => {}} />
        </div>
        <div style={{ width: 280 }}>
          <Upload shape={seven.shape} preparation="digit" onChange={() => {}} />
        </div>
      </div>
    </>
  )
}

const { evaluation, chains } = fakeCard(fakeCatalogue.models.find(({ family }) => family === 'hmc')!)

const training = columns.map(({ family, model }, i) => ({
  id: model,
  label: family,
  color: modelStyles[family].color,
  dashed: family === 'adv',
  points: Array.from({ length: 15 }, (_, e) => [e + 1, 0.98 - 0.02 * i - 0.3 * Math.exp(-0.5 * e)] as const),
}))

function Row({ name, children }: { name: string; children: (column: Column, i: number) => ReactNode }) {
  return (
    <>
      <span>{name}</span>
      {columns.map((column, i) => (
        <Fragment key={column.model}>{children(column, i)}</Fragment>
      ))}
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Gallery />)
