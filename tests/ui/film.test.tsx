import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { conventionsOf } from '../../src/domain/conventions.ts'
import { choice, integer, type ParameterSpecs } from '../../src/domain/parameters.ts'
import type { TrialRequest } from '../../src/domain/trial.ts'
import { Menu } from '../../src/ui/controls/Menu.tsx'
import { ParameterControls } from '../../src/ui/controls/ParameterControls.tsx'
import { filmSentence } from '../../src/ui/panels/bench/film/filmSentence.ts'
import { frameAt, keptFrame } from '../../src/ui/panels/bench/film/frames.ts'
import { warningsOf } from '../../src/ui/wording/warnings.ts'
import { digitPicture, fakeEngine } from './fakeEngine.ts'

const classes = [...'0123456789']
const request: TrialRequest = {
  model: 'mnist-fc512-det',
  draws: 1,
  picture: digitPicture(7),
  label: 7,
  attack: { id: 'pgd', parameters: { steps: 5 } },
  rule: { id: 'epsilon', parameters: {} },
  layer: 2,
  k: 20,
  conventions: conventionsOf('defined'),
  seed: 0,
}
const { signal } = new AbortController()
const film = await fakeEngine().film(request, () => {}, signal)
const trial = await fakeEngine().trial(request, () => {}, signal)

describe('a film', () => {
  it('shows its last frame unless a step is asked for, and the nearest one where that step was left out', () => {
    const frames = [0, 3, 6, 10].map((step) => ({ step }))
    expect(frameAt(frames, undefined)).toBe(3)
    expect(frameAt(frames, 0)).toBe(0)
    expect(frameAt(frames, 4)).toBe(1)
    expect(frameAt(frames, 2000)).toBe(3)
  })

  it('finds the frame that the attack settled on', () => {
    expect(keptFrame(film.frames, film.frames[2]!.picture.data)).toBe(2)
    expect(keptFrame(film.frames, new Float32Array(784).fill(2))).toBe(-1)
  })

  it('says each frame in words', () => {
    expect(filmSentence(film.frames[0]!, 5, classes)).toMatch(
      /^before the attack: says 7 with \.99\. Moved by L∞ 0,/,
    )
    expect(filmSentence(film.frames[5]!, 5, classes)).toMatch(
      /^step 5 of 5: says \d with \.\d\d\. Moved by L∞ 0\.2, L2 .*\. LRP robustness \.\d\d, softmax robustness /,
    )
  })
})

describe('equal strength', () => {
  const at = (l2: number, value: number) =>
    warningsOf(
      {
        ...trial,
        audit: { ...trial.audit, l2, zeroDraws: 0 },
        request: { ...trial.request, strength: { norm: 'l2', value } },
      },
      classes,
    ).filter(({ figure }) => figure === 'image')

  it('is said where the range of pixels forbids it', () => {
    expect(at(9.5, 20)[0]?.text).toMatch(/cannot be scaled that far.*at 9\.5$/)
  })

  it('is not said where it was reached but for rounding', () => {
    expect(at(2.9999, 3)).toEqual([])
  })
})

describe('controls', () => {
  const specs: ParameterSpecs = {
    goal: choice({
      label: 'goal',
      options: [
        { value: 'any', label: 'any' },
        { value: 'targeted', label: 'targeted' },
      ],
      default: 'any',
    }),
    target: integer({
      label: 'target class',
      min: 0,
      max: 9,
      default: 0,
      when: { parameter: 'goal', is: 'targeted' },
    }),
  }
  const markup = (goal: string) =>
    renderToStaticMarkup(
      <ParameterControls owner="attack" specs={specs} values={{ goal, target: 0 }} onChange={() => {}} />,
    )

  it('hide what does not matter now', () => {
    expect(markup('any')).not.toContain('target class')
    expect(markup('targeted')).toContain('target class')
  })

  it('group the entries of a menu under their headings, in order', () => {
    const options = [
      { value: 'a', label: 'A', group: 'on the prediction' },
      { value: 'b', label: 'B', group: 'control' },
      { value: 'c', label: 'C', group: 'on the prediction' },
    ]
    const html = renderToStaticMarkup(<Menu label="Attack" value="a" options={options} onChange={() => {}} />)
    expect(html.match(/label="[^"]*"|>[ABC]</g)).toEqual([
      'label="on the prediction"',
      '>A<',
      '>C<',
      'label="control"',
      '>B<',
    ])
  })
})
