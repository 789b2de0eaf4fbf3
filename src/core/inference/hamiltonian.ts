import { type Key, normal, split, uniform } from '../../domain/random.ts'

/**
 * Hamiltonian Monte Carlo over any potential energy U(q) = -ln p(q) + constant, with unit mass:
 * scale the coordinates beforehand. Positions are float32, energies double. Neal 2011.
 */
export interface Potential {
  readonly dimension: number
  /** U at `position`; `gradient` is overwritten. */
  energy(position: Float32Array, gradient: Float32Array): number
}

/** Where a chain is: position, potential energy and its gradient there. */
export interface Place {
  readonly position: Float32Array
  readonly gradient: Float32Array
  readonly energy: number
}

export interface Transition {
  readonly place: Place
  readonly accepted: boolean
  /** min(1, exp(-change of the total energy)); 0 where the trajectory diverged. */
  readonly acceptanceProbability: number
}

export function placeAt(potential: Potential, position: Float32Array): Place {
  const gradient = new Float32Array(position.length)
  return { position, gradient, energy: potential.energy(position, gradient) }
}

/**
 * `steps` leapfrog steps of size `step` from a place; `momentum` is changed in place.
 * Time-reversible: the same with the momentum turned round leads back.
 */
export function leapfrog(
  potential: Potential,
  from: Place,
  momentum: Float32Array,
  step: number,
  steps: number,
): Place {
  const position = from.position.slice()
  const gradient = from.gradient.slice()
  let energy = from.energy
  kick(momentum, gradient, step / 2)
  for (let i = 1; i <= steps; i++) {
    for (let j = 0; j < position.length; j++) position[j] = position[j]! + step * momentum[j]!
    energy = potential.energy(position, gradient)
    kick(momentum, gradient, i < steps ? step : step / 2)
  }
  return { position, gradient, energy }
}

/** A fresh momentum, a trajectory, the Metropolis test. */
export function transition(
  potential: Potential,
  from: Place,
  { step, steps }: { readonly step: number; readonly steps: number },
  key: Key,
): Transition {
  const momentum = normal(split(key, 'momentum'), potential.dimension)
  const before = from.energy + kineticEnergy(momentum)
  const proposal = leapfrog(potential, from, momentum, step, steps)
  const change = proposal.energy + kineticEnergy(momentum) - before
  const acceptanceProbability = Number.isFinite(change) ? Math.min(1, Math.exp(-change)) : 0
  const accepted = uniform(split(key, 'accept'), 1)[0]! < acceptanceProbability
  return { place: accepted ? proposal : from, accepted, acceptanceProbability }
}

export function kineticEnergy(momentum: Float32Array): number {
  let sum = 0
  for (let i = 0; i < momentum.length; i++) sum += momentum[i]! * momentum[i]!
  return sum / 2
}

/** What dual averaging remembers. */
export interface StepSizeState {
  readonly count: number
  readonly error: number
  /** Logarithms of the step size to try next and of the averaged one to keep. */
  readonly log: number
  readonly logAverage: number
  /** Logarithm of the size that steps shrink towards. */
  readonly anchor: number
}

/** Starts the search for a step size. */
export function stepSizeState(first: number): StepSizeState {
  const log = Math.log(first)
  return { count: 0, error: 0, log, logAverage: log, anchor: log }
}

/**
 * One update by dual averaging towards a mean acceptance (Hoffman and Gelman 2014, section 3.2).
 * A quarter as eager as theirs: a transition costs a minute here, and a wildly rejected one teaches little.
 */
export function adaptStepSize(
  { count, error, logAverage, anchor }: StepSizeState,
  acceptance: number,
  target: number,
): StepSizeState {
  const n = count + 1
  const share = 1 / (n + 10)
  const nextError = (1 - share) * error + share * (target - acceptance)
  const log = anchor - (Math.sqrt(n) / 0.2) * nextError
  const weight = n ** -0.75
  return { count: n, error: nextError, log, logAverage: weight * log + (1 - weight) * logAverage, anchor }
}

function kick(momentum: Float32Array, gradient: Float32Array, step: number): void {
  for (let j = 0; j < momentum.length; j++) momentum[j] = momentum[j]! - step * gradient[j]!
}
