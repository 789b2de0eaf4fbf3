import { openingScene } from './choices.ts'
import type { Lab } from './lab.ts'
import { readHash, writeHash } from './url.ts'

/** Changes that follow each other faster than this are one step of the back button. */
const oneGestureMs = 800

/** The parts of `window` a link lives in. */
export interface Place {
  readonly location: Pick<Location, 'hash'>
  readonly history: Pick<History, 'pushState' | 'replaceState'>
  addEventListener(type: 'hashchange' | 'popstate', listener: () => void): void
  removeEventListener(type: 'hashchange' | 'popstate', listener: () => void): void
}

/**
 * Ties the choices to the URL hash, both ways; call it once the catalogue is there.
 * @returns what unties them
 */
export function bindLink(lab: Lab, place: Place, now: () => number = () => performance.now()): () => void {
  let known = place.location.hash
  let lastWrite = Number.NEGATIVE_INFINITY

  function read() {
    const { catalogue } = lab.offer.store.getState()
    if (!catalogue) return
    const { choices, complaints } = readHash(place.location.hash || writeHash(openingScene), catalogue)
    known = `#${writeHash(choices)}`
    lab.choices.setState(choices, true)
    lab.notices.add(complaints)
    if (known !== place.location.hash) place.history.replaceState(null, '', known)
  }

  function write() {
    const hash = `#${writeHash(lab.choices.getState())}`
    if (hash === known) return
    known = hash
    const sameGesture = now() - lastWrite < oneGestureMs
    lastWrite = now()
    if (sameGesture) place.history.replaceState(null, '', hash)
    else place.history.pushState(null, '', hash)
  }

  const readIfMoved = () => {
    if (place.location.hash !== known) read()
  }
  read()
  place.addEventListener('popstate', readIfMoved)
  place.addEventListener('hashchange', readIfMoved)
  const stop = lab.choices.subscribe(write)
  return () => {
    stop()
    place.removeEventListener('popstate', readIfMoved)
    place.removeEventListener('hashchange', readIfMoved)
  }
}
