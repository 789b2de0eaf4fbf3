import type { ReactNode } from 'react'
import type { Family } from '../../../domain/catalogue.ts'
import type { Curve, ModelCard } from '../../../domain/modelCard.ts'
import { LineChart } from '../../../plots/LineChart.tsx'
import { modelStyles } from '../../../plots/modelStyle.ts'
import { Readout } from '../bench/Readout.tsx'
import { Command } from './Command.tsx'
import { durationText, flopText, quantity } from './quantities.ts'
import { words } from './words.ts'

const w = words.training

/** The curves of a run, everything it depended on, and how to repeat it. */
export function Training({ card, family }: { card: ModelCard; family: Family }) {
  const curves = card.curves.filter((curve) => curve.y.values.length > 0)
  return (
    <section className="card-part">
      <h3>{w.title}</h3>
      {curves.length > 0 && (
        <div className="card-figures">
          {curves.map((curve) => (
            <TrainingCurve key={curve.label} curve={curve} family={family} />
          ))}
        </div>
      )}
      <div className="card-columns">
        <Facts title={w.settings} facts={settingsOf(card)} />
        <Facts title={w.run} facts={runOf(card)} />
      </div>
      <p className="card-command">
        {w.again} <Command text={`npm run train -- ${card.id}`} />
      </p>
    </section>
  )
}

function TrainingCurve({ curve, family }: { curve: Curve; family: Family }) {
  const { x, y } = curve
  const points = y.values.map((value, at) => [x.values[at] ?? Number.NaN, value] as const)
  const known = points.filter(([at]) => Number.isFinite(at))
  return (
    <LineChart
      label={w.curve[curve.label] ?? curve.label}
      xLabel={x.label}
      yLabel={y.label}
      series={[{ id: curve.label, label: y.label, points: known, color: modelStyles[family].color }]}
    />
  )
}

type Fact = readonly [name: string, value: ReactNode]

function Facts({ title, facts }: { title: string; facts: readonly Fact[] }) {
  if (facts.length === 0) return null
  return (
    <div>
      <h4>{title}</h4>
      <dl className="card-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function settingsOf({ id, method, hyperparameters, seed, posterior }: ModelCard): readonly Fact[] {
  const settings = Object.entries(hyperparameters).map(
    ([name, value]): Fact => [
      w.settingLabels[name] ?? spaced(name),
      <Setting key={name} model={id} name={name} value={value} />,
    ],
  )
  const seeds: Fact[] = [[w.seed, seed]]
  if (posterior.kind === 'gaussian') seeds.push([w.drawsSeed, posterior.seed])
  return [[w.method, w.methods[method] ?? method], ...settings, ...seeds]
}

function Setting({ model, name, value }: { model: string; name: string; value: number | string }) {
  if (typeof value === 'string') return w.settingValues[`${name}=${value}`] ?? value
  return (
    <Readout name={`setting-${name}`} model={model} value={value}>
      {quantity(value)}
    </Readout>
  )
}

function runOf({ id, seconds, flop, backend, commit }: ModelCard): readonly Fact[] {
  const rate = seconds > 0 ? flopText(flop / seconds, 'FLOP/s') : null
  return [
    [
      w.time,
      <Readout key="seconds" name="seconds" model={id} value={seconds}>
        {durationText(seconds)}
      </Readout>,
    ],
    [
      w.work,
      <Readout key="flop" name="flop" model={id} value={flop}>
        {flopText(flop)}
        {rate && ` (${rate})`}
      </Readout>,
    ],
    [w.backend, backend],
    [w.commit, <code key="commit">{commit}</code>],
  ]
}

/** A setting that has no words yet: "initialScale" reads "initial scale". */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
