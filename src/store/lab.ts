import type { BackendId, Engine } from '../domain/engine.ts'
import type { FilmResult, LayersRequest, LayersResult, TrialRequest, TrialResult } from '../domain/trial.ts'
import { type Cards, createCards, openCard } from './cards.ts'
import { createOffer, type OfferLoader } from './catalogue.ts'
import type { Change } from './changes.ts'
import { type Checksums, createChecksums } from './checksums.ts'
import { type ChoicesStore, createChoices } from './choices.ts'
import { createInput, type InputLoader } from './input.ts'
import { createLanes, type Lanes, messageOf } from './lanes.ts'
import { createNotices, type Notices } from './notices.ts'
import { filmRequest, layersRequest, sameRequest, trialRequest } from './requests.ts'
import { createResultList, openResultList, type ResultList } from './resultIndex.ts'
import {
  createPictures,
  createResults,
  openResults,
  type Pictures,
  type ReadText,
  type Results,
} from './results.ts'
import { type Scene, sceneOf } from './scene.ts'
import { createStudy, type Study } from './study.ts'
import { createView, type View } from './view.ts'

/** All state of the page: choices on one side, what the engine made of them on the other. */
export interface Lab {
  readonly engine: Engine
  readonly choices: ChoicesStore
  readonly offer: OfferLoader
  readonly input: InputLoader
  /** One lane a network, by its id. */
  readonly trials: Lanes<TrialRequest, TrialResult>
  /** One lane, called 'layers'. */
  readonly layers: Lanes<LayersRequest, LayersResult>
  /** The lane of the film that is open, by its network's id. */
  readonly films: Lanes<TrialRequest, FilmResult>
  readonly cards: Cards
  readonly checksums: Checksums
  /** The committed results, by experiment. */
  readonly results: Results
  readonly pictures: Pictures
  /** What there is of them, once somebody has asked. */
  readonly resultList: ResultList
  readonly study: Study
  readonly view: View
  readonly notices: Notices
}

export function createLab(engine: Engine, read?: ReadText): Lab {
  return {
    engine,
    choices: createChoices(),
    offer: createOffer(engine),
    input: createInput(engine),
    trials: createLanes((request, report, signal) => engine.trial(request, report, signal)),
    layers: createLanes((request, report, signal) => engine.layers(request, report, signal)),
    films: createLanes((request, report, signal) => engine.film(request, report, signal)),
    cards: createCards(engine),
    checksums: createChecksums(engine),
    results: createResults(read),
    pictures: createPictures(read),
    resultList: createResultList(read),
    study: createStudy(engine),
    view: createView(),
    notices: createNotices(),
  }
}

/** The scene at hand, null before the catalogue is there. */
export function currentScene(lab: Lab): Scene | null {
  const { catalogue } = lab.offer.store.getState()
  return catalogue && sceneOf(catalogue, lab.choices.getState())
}

/** Makes one change; a value that is refused leaves everything as it is and throws its sentence. */
export function change(lab: Lab, make: Change): void {
  const { catalogue } = lab.offer.store.getState()
  if (catalogue) lab.choices.setState(make(lab.choices.getState(), catalogue), true)
}

/** Computes on another backend from now on: every lane asks again there, its last result stays in view. */
export async function changeBackend(lab: Lab, id: BackendId): Promise<void> {
  const { useBackend: compute } = lab.engine // by another name: it is no React hook
  try {
    const changed = compute(id)
    // at once, so that nobody sees the work under way fail
    for (const lanes of [lab.trials, lab.layers, lab.films])
      for (const lane of Object.keys(lanes.store.getState())) void lanes.retry(lane)
    await changed
  } catch (error) {
    lab.notices.add([messageOf(error)])
  }
  await lab.offer.loadBackends()
}

/**
 * Keeps the lanes on what the choices ask for. Changes within one turn of the event loop count as one;
 * beyond that, aborting is the mechanism.
 * @returns what stops it
 */
export function follow(lab: Lab): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let loaded: Pick<Scene, 'dataset' | 'source'> | null = null
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(step, 0)
  }

  function step() {
    try {
      const scene = currentScene(lab)
      if (!scene) return
      if (scene.view === 'figures') return // drawn from results that are there
      if (scene.view === 'study') openStudy(lab, scene)
      if (scene.view === 'models') return openCard(lab.cards, scene.model.id)
      if (loaded?.dataset !== scene.dataset || !sameSource(loaded, scene)) {
        loaded = scene
        void lab.offer.loadLabels(scene.dataset.id)
        void lab.input.load(scene)
        return // the new picture starts the lanes when it is there
      }
      startLanes(lab, scene)
    } catch (error) {
      lab.notices.add([messageOf(error)])
    }
  }

  const stops = [
    lab.choices.subscribe(soon),
    lab.offer.store.subscribe(soon),
    lab.input.store.subscribe(soon),
  ]
  soon()
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
  }
}

/** Committed results are fetched when they are looked at. */
function openStudy(lab: Lab, { study: { shipped } }: Scene) {
  openResultList(lab.resultList)
  if (shipped !== undefined) openResults(lab.results, [shipped])
}

function startLanes(lab: Lab, scene: Scene) {
  const { catalogue } = lab.offer.store.getState()
  const { current } = lab.input.store.getState()
  if (!catalogue || !current) return
  if (scene.view === 'study') return // runs when somebody starts it
  if (scene.view === 'layers') {
    if (scene.model.dataset !== scene.dataset.id) return // it has no network yet
    startIfNew(lab.layers, 'layers', layersRequest(scene, current, catalogue))
    return
  }
  lab.trials.keep(scene.models.map((model) => model.id))
  for (const model of scene.models) startIfNew(lab.trials, model.id, trialRequest(scene, current, model))
  const { film } = scene
  lab.films.keep(film ? [film.model.id] : [])
  if (film) startIfNew(lab.films, film.model.id, filmRequest(scene, current, film.model))
}

function startIfNew<Q extends TrialRequest | LayersRequest, R>(lanes: Lanes<Q, R>, id: string, request: Q) {
  const lane = lanes.store.getState()[id]
  if (!lane || !sameRequest(lane.request, request)) void lanes.start(id, request)
}

function sameSource(a: Pick<Scene, 'source'>, b: Pick<Scene, 'source'>): boolean {
  if (a.source.kind === 'test' && b.source.kind === 'test') return a.source.index === b.source.index
  return a.source === b.source
}
