import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { classOf } from '../../src/domain/parameters.ts'
import { ProbabilityBars } from '../../src/plots/ProbabilityBars.tsx'
import { type Change, setDataset } from '../../src/store/changes.ts'
import { change, createLab, currentScene } from '../../src/store/lab.ts'
import type { Scene } from '../../src/store/scene.ts'
import { ClassControl } from '../../src/ui/controls/ClassControl.tsx'
import { t } from '../../src/ui/messages.ts'
import { Bench } from '../../src/ui/panels/bench/Bench.tsx'
import { Layers } from '../../src/ui/panels/layers/Layers.tsx'
import { ConventionsPanel } from '../../src/ui/panels/rail/ConventionsPanel.tsx'
import { ExplanationPanel } from '../../src/ui/panels/rail/ExplanationPanel.tsx'
import { InputPanel } from '../../src/ui/panels/rail/InputPanel.tsx'
import { LabProvider } from '../../src/ui/useLab.tsx'
import { fakeEngine } from './fakeEngine.ts'
import { catalogueWithGarments as catalogue, garments } from './garments.ts'

/** What a part of the page says on a data set. */
async function markup(dataset: string, part: (scene: Scene) => ReactNode, ...changes: Change[]) {
  const lab = createLab(fakeEngine({ catalogue }))
  await lab.offer.load()
  for (const make of [setDataset(dataset), ...changes]) change(lab, make)
  const scene = currentScene(lab)!
  await lab.input.load(scene)
  // markup made without a browser shows stores as they began
  for (const store of [lab.choices, lab.offer.store, lab.input.store])
    Object.assign(store, { getInitialState: store.getState })
  return renderToStaticMarkup(<LabProvider lab={lab}>{part(scene)}</LabProvider>)
}

describe('a data set of garments', () => {
  it('takes pictures from the test set or a file; nobody draws one', async () => {
    const panel = (scene: Scene) => <InputPanel scene={scene} />
    expect(await markup('fashion-mnist', panel)).not.toContain('>draw<')
    expect(await markup('mnist', panel)).toContain('>draw<')
  })

  it('names the true class, and every class to pick from', async () => {
    const html = await markup('fashion-mnist', (scene) => <InputPanel scene={scene} />)
    expect(html).toContain('a Sneaker, test image 0')
    for (const name of garments) expect(html).toContain(`>${name}</button>`)
  })

  it('names its classes where one is chosen', async () => {
    const spec = classOf({ label: 'target class', max: 9, default: 0 })
    const control = () => <ClassControl name="target" spec={spec} value={9} onChange={() => {}} />
    expect(await markup('fashion-mnist', control)).toContain('<option value="9" selected="">Ankle boot<')
    const conventions = (scene: Scene) => <ConventionsPanel scene={scene} />
    expect(await markup('fashion-mnist', conventions)).toContain('<option value="9">class Ankle boot<')
    expect(await markup('mnist', conventions)).toContain('<option value="9">class 9<')
  })

  it('writes whole names below the bars, and a digit as it was', () => {
    const prediction = {
      probabilities: new Float32Array(10).fill(0.1),
      deviation: new Float32Array(10),
      class: 9,
    }
    const bars = (classes: readonly string[]) =>
      renderToStaticMarkup(<ProbabilityBars classes={classes} after={prediction} model="m" label="says" />)
    expect(bars(garments)).toMatch(/data-upright="true" data-predicted="true"[^>]*>Ankle boot</)
    expect(bars([...'0123456789'])).toMatch(/data-upright="false"[^>]*>9</)
  })
})

describe('a data set without a network', () => {
  it('says so in one sentence, in every view that computes', async () => {
    const sentence = t.bench.noColumns('Untrained')
    expect(sentence).toBe('No network is trained on Untrained yet.')
    expect(await markup('untrained', (scene) => <Bench scene={scene} />)).toContain(sentence)
    expect(await markup('untrained', (scene) => <Layers scene={scene} />)).toContain(sentence)
  })

  it('offers no layer to explain', async () => {
    const panel = (scene: Scene) => <ExplanationPanel scene={scene} />
    expect(await markup('untrained', panel)).not.toContain(`data-control="${t.rail.layer}"`)
    expect(await markup('mnist', panel)).toContain(`data-control="${t.rail.layer}"`)
  })
})

it('gives a name its article', () => {
  expect(['7', '8', 'Ankle boot', 'Bag'].map(t.rail.trueClass)).toEqual([
    'a 7',
    'an 8',
    'an Ankle boot',
    'a Bag',
  ])
})
