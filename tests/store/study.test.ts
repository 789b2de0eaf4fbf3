import { describe, expect, it } from 'vitest'
import { conventionsOf } from '../../src/domain/conventions.ts'
import type { Engine } from '../../src/domain/engine.ts'
import { protocolOf } from '../../src/domain/protocolOf.ts'
import type { StudyRequest } from '../../src/domain/study.ts'
import { writeStudyFile } from '../../src/domain/studyFile.ts'
import { noChoices } from '../../src/store/choices.ts'
import { keepStudy } from '../../src/store/keptStudy.ts'
import { sceneOf } from '../../src/store/scene.ts'
import { createStudy, type Study } from '../../src/store/study.ts'
import {
  openImageInBench,
  openInStudy,
  setStudy,
  setStudyList,
  showShipped,
  takeStudy,
} from '../../src/store/studyChanges.ts'
import { sameStudy, studyRequest } from '../../src/store/studyRequest.ts'
import { readHash, writeHash } from '../../src/store/url.ts'
import { someStudy } from '../domain/someStudy.ts'
import { fakeCatalogue, fakeEngine } from '../ui/fakeEngine.ts'

const images = (count: number) => Array.from({ length: count }, (_, i) => (i * 7) % 10_000)

function request(count = 9, choices = noChoices): StudyRequest {
  return studyRequest(sceneOf(fakeCatalogue, choices), fakeCatalogue, images(count))
}

function gate() {
  let open: () => void = () => {}
  const passed = new Promise<void>((done) => {
    open = done
  })
  return { passed, open }
}

/** An engine that stops before its n-th part until it is let go. */
function halting(at: number) {
  const engine = fakeEngine()
  const [halt, reached] = [gate(), gate()]
  let parts = 0
  const study: Engine['study'] = async (part, report, signal) => {
    if (++parts === at) {
      reached.open()
      await halt.passed
    }
    return engine.study(part, report, signal)
  }
  return { engine: { ...engine, study }, reached: reached.passed, release: halt.open }
}

/** A study cancelled while its n-th part was under way. */
async function cancelled(at: number) {
  const { engine, reached, release } = halting(at)
  const study = createStudy(engine)
  const running = study.start(request())
  await reached
  study.cancel()
  release()
  await running
  return study
}

describe('a study', () => {
  it('asks for every network the scene has, every rule and every layer', () => {
    const { subjects, readouts, aim } = request()
    expect(subjects).toEqual([
      { model: 'mnist-fc512-det', draws: 1 },
      { model: 'mnist-fc512-adv', draws: 1 },
      { model: 'mnist-fc512-vi', draws: 50 },
      { model: 'mnist-fc512-hmc', draws: 20 },
    ])
    expect(readouts).toHaveLength(9)
    expect(aim).toEqual({ rule: { id: 'epsilon', parameters: {} }, layer: 2 })
  })

  it('takes each network once for every number of draws that it has', () => {
    const chosen = setStudyList('draws', [10, 50])(noChoices, fakeCatalogue)
    const { subjects } = request(9, chosen)
    expect(subjects.filter(({ model }) => model.endsWith('vi')).map(({ draws }) => draws)).toEqual([10, 50])
    expect(subjects.filter(({ model }) => model.endsWith('det'))).toHaveLength(1)
  })

  it('is the same computed part by part and in one go', async () => {
    const study = createStudy(fakeEngine())
    await study.start(request())
    const { status, result, progress } = study.store.getState()
    expect([status, progress]).toEqual(['done', null])
    const whole = await fakeEngine().study(
      { study: request(), subject: 2, from: 0, to: 9 },
      () => {},
      new AbortController().signal,
    )
    expect(result?.columns[2]?.values).toEqual(whole.values)
    expect(result?.columns.map((column) => column?.done)).toEqual([9, 9, 9, 9])
    expect(result?.labels).toHaveLength(9)
  })

  it('keeps what is done when it is cancelled, and goes on from there', async () => {
    const { engine, reached, release } = halting(3)
    const study = createStudy(engine)
    const running = study.start(request())
    await reached
    expect(study.store.getState().progress).toMatchObject({ of: 36 })
    study.cancel()
    release()
    await running
    const stopped = study.store.getState()
    expect(stopped.status).toBe('stopped')
    expect(stopped.result?.columns[0]?.done).toBeGreaterThan(0)
    expect(stopped.message).toBe(null)
    await study.resume()
    expect(study.store.getState().status).toBe('done')
    expect(study.store.getState().result?.columns.every((column) => column?.done === 9)).toBe(true)
  })

  it('says what failed, keeps what is done and can be tried again', async () => {
    const failing: Record<string, string> = { 'mnist-fc512-adv': 'model mnist-fc512-adv: mean is truncated' }
    const study = createStudy(fakeEngine({ failing }))
    await study.start(request())
    expect(study.store.getState()).toMatchObject({
      status: 'failed',
      message: 'model mnist-fc512-adv: mean is truncated',
    })
    expect(study.store.getState().result?.columns.map((column) => column?.done)).toEqual([
      9,
      undefined,
      undefined,
      undefined,
    ])
    delete failing['mnist-fc512-adv']
    await study.resume()
    expect(study.store.getState().status).toBe('done')
  })

  it('lets only the latest start write', async () => {
    const { engine, reached, release } = halting(1)
    const study = createStudy(engine)
    const first = study.start(request(9))
    await reached
    const second = study.start(request(4))
    release()
    await Promise.all([first, second])
    expect(study.store.getState().result?.request.images).toHaveLength(4)
    expect(study.store.getState().status).toBe('done')
  })

  it('measures how long the rest will take', async () => {
    let time = 0
    const engine = fakeEngine()
    const left: (number | null | undefined)[] = []
    const slow: Engine['study'] = async (part, report, signal) => {
      time += 2000 * (part.to - part.from)
      return engine.study(part, report, signal)
    }
    const study = createStudy({ ...engine, study: slow }, () => time)
    study.store.subscribe(({ progress }) => left.push(progress?.secondsLeft))
    const two = setStudyList('layers', [2])({ ...noChoices, models: ['mnist-fc512-det'] }, fakeCatalogue)
    await study.start(request(6, two))
    // two images first, then the other four at 2 s each
    expect([...new Set(left.filter((each) => typeof each === 'number'))]).toEqual([8, 0])
  })
})

describe('the file of a study', () => {
  it('brings it back, complete or on its way', async () => {
    const study = await cancelled(3)
    const { result } = study.store.getState()
    const other = createStudy(fakeEngine())
    await other.open(writeStudyFile(result!), 'mine.json')
    expect(other.store.getState()).toMatchObject({ status: 'stopped', file: 'mine.json', message: null })
    await other.resume()
    expect(other.store.getState().status).toBe('done')
    const whole = createStudy(fakeEngine())
    await whole.start(request())
    const lrp = (each: typeof whole) =>
      each.store.getState().result?.columns.map((column) => column?.values.readouts)
    expect(lrp(other)).toEqual(lrp(whole))
  })

  it('that is none is refused with a sentence, and what there was stays', async () => {
    const study = createStudy(fakeEngine())
    await study.start(request(4))
    const { result } = study.store.getState()
    await study.open('{"kind": "cake"}', 'cake.json')
    expect(study.store.getState().message).toMatch(/^cake\.json: .*study/)
    expect(study.store.getState().result).toBe(result)
  })
})

describe('the choices of a study', () => {
  it.each([
    setStudy('count', 100),
    setStudy('sample', 'first'),
    setStudy('outcome', 'failed'),
    setStudyList('draws', [10, 50, 100]),
    setStudyList('rules', ['gamma', 'alpha-beta']),
    setStudyList('layers', [0, 2]),
    showShipped('mnist-fc512-fgsm-defined'),
    openInStudy('mnist-fc512-fgsm-defined'),
  ])('come back from a link (%#)', (make) => {
    const choices = make(noChoices, fakeCatalogue)
    expect(readHash(writeHash(choices), fakeCatalogue)).toEqual({ choices, complaints: [] })
  })

  it.each([
    ['study.count=900', 'study: count must be in [1, 500], got 900'],
    ['study.draws=10,500', 'link: study.draws must hold whole numbers in [1, 100], got 500'],
    ['study.rules=gama', 'link: study.rules must be one of epsilon, gamma, alpha-beta, got gama'],
    ['study.layers=0,9', 'link: study.layers must hold whole numbers in [0, 2], got 9'],
    ['study.shipped=../x', 'link: study.shipped must be the name of a result, got ../x'],
  ])('are answered in a link with a sentence: %s', (hash, sentence) => {
    const { choices, complaints } = readHash(`#${hash}`, fakeCatalogue)
    expect(complaints).toEqual([sentence])
    expect(choices).toEqual(noChoices)
  })

  it('never ask for nothing', () => {
    expect(setStudyList('rules', [])(noChoices, fakeCatalogue)).toBe(noChoices)
  })
})

describe('an image of a study in the Bench', () => {
  const study: StudyRequest = {
    ...request(),
    attack: { id: 'pgd', parameters: { budget: 0.1 } },
    k: 30,
    seed: 5,
    conventions: conventionsOf('released', { ranking: 'absolute' }),
    strength: { norm: 'l2', value: 2 },
  }
  const readout = { rule: { id: 'gamma', parameters: { gamma: 0.5 } }, layer: 1 }
  const open = openImageInBench(study, { place: 4, subject: 2, readout })

  it('asks the engine for what the study asked', () => {
    const scene = sceneOf(fakeCatalogue, open(noChoices, fakeCatalogue))
    expect(scene).toMatchObject({
      view: 'bench',
      k: 30,
      draws: 50,
      seed: 9,
      protocol: 'released',
      strength: 'l2',
      l2: 2,
      layer: 1,
      source: { kind: 'test', index: study.images[4] },
    })
    expect(scene.conventions).toEqual(study.conventions)
    expect(scene.attack.choice).toEqual(study.attack)
    expect(scene.rule.choice).toEqual(readout.rule)
    expect(scene.models.map(({ id }) => id)).toContain(study.subjects[2]!.model)
  })

  it('asks posteriors for draws that the study has, from a network that has none too', () => {
    const single = openImageInBench(study, { place: 4, subject: 0, readout })
    expect(study.subjects[0]!.draws).toBe(1)
    const { draws } = sceneOf(fakeCatalogue, single(noChoices, fakeCatalogue))
    expect(draws).toBe(Math.max(...study.subjects.map((subject) => subject.draws)))
    expect(draws).toBeGreaterThan(1)
  })

  it('keeps the study’s own choices for the way back', () => {
    const before = setStudy('count', 50)(noChoices, fakeCatalogue)
    expect(open(before, fakeCatalogue).study).toEqual(before.study)
  })

  it('knows the protocol from its conventions', () => {
    expect(protocolOf(conventionsOf('released'))).toEqual({ protocol: 'released', flipped: {} })
    expect(protocolOf(conventionsOf('defined', { start: 'one' }))).toEqual({
      protocol: 'defined',
      flipped: { start: 'one' },
    })
  })
})

describe('a study taken over', () => {
  it.each([
    ['as it comes', request()],
    [
      'with other draws, rules and layers',
      { ...request(9, setStudyList('draws', [5, 20])(noChoices, fakeCatalogue)) },
    ],
    ['explained in one way', { ...request(), readouts: [request().readouts[4]!] }],
    [
      'attacked and counted otherwise',
      {
        ...request(),
        ...{ attack: { id: 'pgd', parameters: { budget: 0.1 } }, k: 30, seed: 5 },
        ...{
          conventions: conventionsOf('released', { ranking: 'absolute' }),
          strength: { norm: 'l2', value: 2 } as const,
        },
      },
    ],
  ])('is what the choices then ask for: %s', (_, study) => {
    const choices = takeStudy(study)(noChoices, fakeCatalogue)
    const scene = sceneOf(fakeCatalogue, choices)
    expect(scene.view).toBe('study')
    expect(sameStudy(studyRequest(scene, fakeCatalogue, study.images), study, fakeCatalogue)).toBe(true)
    expect(readHash(writeHash(choices), fakeCatalogue)).toEqual({ choices, complaints: [] })
  })

  it('is taken over while it stays in view, looked at as before', () => {
    const changes = [showShipped('mnist-fc512-fgsm-defined'), setStudy('class', 3), setStudy('count', 50)]
    const before = changes.reduce((choices, make) => make(choices, fakeCatalogue), noChoices)
    const { study } = sceneOf(fakeCatalogue, takeStudy(request(9))(before, fakeCatalogue))
    expect(study).toMatchObject({ shipped: 'mnist-fc512-fgsm-defined', filter: { class: 3 } })
    expect(study.sample).toMatchObject({ count: 20 })
  })

  it('does not mix images computed with a network and with its successor', async () => {
    const study = await cancelled(2)
    const older = JSON.parse(writeStudyFile(study.store.getState().result!).replaceAll('"fake"', '"older"'))
    const other = createStudy(fakeEngine())
    await other.open(JSON.stringify(older), 'older.json')
    await other.resume()
    expect(other.store.getState()).toMatchObject({
      status: 'failed',
      message:
        'study: mnist-fc512-det was trained anew since its first 2 images were computed; run the study again',
    })
    expect(other.store.getState().result?.columns[0]?.done).toBe(2)
  })
})

describe('a study in a tab', () => {
  /** A tab that can be loaded again: what listens to it goes, what it stores stays. */
  function tab() {
    const stored = new Map<string, string>()
    let hides: (() => void)[] = []
    return {
      sessionStorage: {
        getItem: (name: string) => stored.get(name) ?? null,
        setItem: (name: string, text: string) => void stored.set(name, text),
        removeItem: (name: string) => void stored.delete(name),
      },
      addEventListener: (_: 'pagehide', listener: () => void) => void hides.push(listener),
      removeEventListener: (_: 'pagehide', listener: () => void) => {
        hides = hides.filter((each) => each !== listener)
      },
      reload() {
        const leaving = hides
        hides = []
        for (const listener of leaving) listener()
      },
      stored,
    }
  }
  const restored = (study: Study) =>
    new Promise<void>((done) => {
      study.store.subscribe(({ status }) => status !== 'none' && done())
    })

  it('is there again after a reload, as far as it had come, and goes on', async () => {
    const here = tab()
    const { engine, reached, release } = halting(3)
    const before = createStudy(engine)
    keepStudy(before, here)
    const running = before.start(request())
    await reached
    here.reload()
    const after = createStudy(fakeEngine())
    const back = restored(after)
    keepStudy(after, here)
    await back
    expect(after.store.getState()).toMatchObject({ status: 'stopped', file: null, message: null })
    expect(after.store.getState().result).toEqual(before.store.getState().result)
    await after.resume()
    expect(after.store.getState().status).toBe('done')
    release()
    await running
  })

  it('remembers the file it came from', async () => {
    const here = tab()
    const before = createStudy(fakeEngine())
    keepStudy(before, here)
    await before.start(request(4))
    await before.open(writeStudyFile(before.store.getState().result!), 'mine.json')
    here.reload()
    const after = createStudy(fakeEngine())
    const back = restored(after)
    keepStudy(after, here)
    await back
    expect(after.store.getState()).toMatchObject({ status: 'done', file: 'mine.json' })
  })

  it('gives way to one that was begun meanwhile, and what cannot be read is forgotten', async () => {
    const study = createStudy(fakeEngine())
    await study.restore('{"kind": "cake"}', null)
    expect(study.store.getState()).toMatchObject({ status: 'none', message: null })
    const here = tab()
    here.sessionStorage.setItem('relevance-lab study', 'cake')
    expect(() => keepStudy(study, here)).not.toThrow()
    await study.start(request(4))
    const { result } = study.store.getState()
    await study.restore(writeStudyFile(someStudy()), null)
    expect(study.store.getState().result).toBe(result)
  })

  it('leaves nothing behind where there was none', () => {
    const here = tab()
    keepStudy(createStudy(fakeEngine()), here)
    here.reload()
    expect(here.stored.size).toBe(0)
  })
})
