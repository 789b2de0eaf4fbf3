import { describe, expect, it } from 'vitest'
import { choose } from '../../src/store/choices.ts'
import { createLab, type Lab } from '../../src/store/lab.ts'
import { bindLink, type Place } from '../../src/store/link.ts'
import { fakeEngine } from '../ui/fakeEngine.ts'

/** A window with nothing but an address and its history. */
function fakePlace(hash = '') {
  const entries = [hash]
  const listeners = new Set<() => void>()
  const place: Place = {
    location: {
      get hash() {
        return entries.at(-1)!
      },
      set hash(_: string) {},
    },
    history: {
      pushState: (_state, _title, url) => void entries.push(String(url)),
      replaceState: (_state, _title, url) => void entries.splice(-1, 1, String(url)),
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  }
  const go = (change: () => void) => {
    change()
    for (const listener of listeners) listener()
  }
  return {
    place,
    entries,
    back: () => go(() => entries.pop()),
    type: (typed: string) => go(() => entries.push(typed)),
  }
}

async function bound(hash = '') {
  const lab = createLab(fakeEngine())
  await lab.offer.load()
  const world = fakePlace(hash)
  let time = 0
  bindLink(lab, world.place, () => time)
  return { lab, ...world, wait: (milliseconds: number) => (time += milliseconds) }
}

const setK = (lab: Lab, k: number) =>
  lab.choices.setState((choices) => choose(choices, { scene: { k } }), true)

describe('the address', () => {
  it('carries the opening scene where there was none', async () => {
    expect((await bound()).entries).toEqual(['#v=1&seed=0&attack=fgsm&attack.budget=0.05'])
  })

  it('brings a scene back and is made canonical', async () => {
    const { lab, entries } = await bound('#k=5&junk=1')
    expect(lab.choices.getState().scene).toEqual({ k: 5 })
    expect(entries).toEqual(['#v=1&seed=0&k=5'])
  })

  it('tells the reader what it refused', async () => {
    const { lab } = await bound('#k=500')
    expect(lab.notices.store.getState().map((notice) => notice.text)).toEqual([
      'link: k must be in [1, 100], got 500',
    ])
  })

  it('lets the back button undo one gesture, not every step of a slider', async () => {
    const { lab, entries, wait, back } = await bound('#v=1&seed=0')
    wait(5000)
    setK(lab, 21)
    wait(100)
    setK(lab, 22)
    wait(5000)
    setK(lab, 40)
    expect(entries).toEqual(['#v=1&seed=0', '#v=1&seed=0&k=22', '#v=1&seed=0&k=40'])
    back()
    expect(lab.choices.getState().scene).toEqual({ k: 22 })
    back()
    expect(lab.choices.getState().scene).toEqual({})
  })

  it('follows an address typed by hand', async () => {
    const { lab, type } = await bound()
    type('#attack=pgd')
    expect(lab.choices.getState().attack).toEqual({ id: 'pgd', parameters: {} })
  })
})
