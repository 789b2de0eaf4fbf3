import { type Key, split } from '../../domain/random.ts'
import {
  adaptStepSize,
  type Place,
  type Potential,
  placeAt,
  stepSizeState,
  type Transition,
  transition,
} from './hamiltonian.ts'
import type { TrainingState } from './method.ts'
import { push } from './optimizing.ts'

/** Beyond a thousandth of the step, a trajectory that is still rejected is not rejected for its step. */
const mostHalvings = 10

/** How a chain walks. */
export interface ChainPlan {
  readonly warmUp: number
  readonly draws: number
  /** Transitions from one kept draw to the next. */
  readonly thin: number
  readonly leapfrogSteps: number
  /** Transitions before warm-up that only relax the chain, on an estimate of the potential. */
  readonly relaxation: number
  /** Leapfrog steps of each of them. */
  readonly relaxationSteps: number
  readonly firstStepSize: number
  /** Mean acceptance that warm-up adapts the step size to. */
  readonly target: number
}

/** Transitions of a whole chain. */
export function transitions({ relaxation, warmUp, draws, thin }: ChainPlan): number {
  return relaxation + warmUp + draws * thin
}

/** The state of a chain about to take its first transition from `position` (kept, not copied). */
export function chainState(plan: ChainPlan, position: Float32Array): TrainingState {
  const dimension = position.length
  return {
    tensors: {
      position,
      start: position.slice(),
      draws: new Float32Array(plan.draws * dimension),
    },
    counters: { transitions: 0, kept: 0, ...stepSizeState(plan.firstStepSize) },
    curves: {},
  }
}

/**
 * Takes transition after transition on a state, adapting its step size until draws are kept. A chain relaxes on
 * `estimate`, which is cheaper than the potential sampled and like it where the prior decides: the way to the
 * typical set is gone in few long trajectories, since one that turns a draw by a right angle forgets where it
 * began, and ten that turn it by a tenth each do not.
 */
export function chainWalker(
  potential: Potential,
  plan: ChainPlan,
  state: TrainingState,
  key: Key,
  estimate: Potential = potential,
) {
  const firstKept = plan.relaxation + plan.warmUp
  // the energy and gradient at the position are a function of it: computed anew after a resume
  let place: Place | undefined
  return {
    advance(): Readonly<Record<string, number>> {
      const index = state.counters.transitions!
      const relaxing = index < plan.relaxation
      const sampled = relaxing ? estimate : potential
      if (relaxing || index === plan.relaxation || !place) place = placeAt(sampled, state.tensors.position!)
      const warm = index < firstKept
      const adapted = beginsAnew(plan, index)
        ? stepSizeState(Math.exp(state.counters.log!))
        : adaptation(state)
      const wanted = Math.exp(warm ? adapted.log : adapted.logAverage)
      const own = split(key, index)
      const { taken, step } = relaxing
        ? relax(sampled, place, { step: wanted, steps: plan.relaxationSteps }, own)
        : {
            taken: transition(sampled, place, { step: wanted, steps: plan.leapfrogSteps }, own),
            step: wanted,
          }
      place = taken.place
      state.tensors.position!.set(place.position)
      if (warm) {
        const from = step === wanted ? adapted : stepSizeState(step)
        Object.assign(state.counters, adaptStepSize(from, taken.acceptanceProbability, plan.target))
      }
      state.counters.transitions = index + 1
      if (!warm && (index + 1 - firstKept) % plan.thin === 0) keep(state, place.position)
      const readings = {
        // what is shown is the potential sampled, throughout
        potential: (relaxing ? placeAt(potential, place.position) : place).energy,
        acceptanceProbability: taken.acceptanceProbability,
        stepSize: step,
        distance: distance(place.position, state.tensors.start!),
      }
      for (const [name, value] of Object.entries(readings)) push(state, name, value)
      return readings
    },
  }
}

/**
 * A transition that moves, and its step: a rejected trajectory is tried again with half of it. Where it leads depends
 * on what was rejected, so it samples nothing; it brings a chain near the typical set, which a rejection would not.
 */
function relax(
  potential: Potential,
  place: Place,
  { step, steps }: { readonly step: number; readonly steps: number },
  key: Key,
): { readonly taken: Transition; readonly step: number } {
  const own = (halvings: number) => (halvings === 0 ? key : split(key, halvings))
  const trial = (halvings: number) => {
    const shorter = step / 2 ** halvings
    return { taken: transition(potential, place, { step: shorter, steps }, own(halvings)), step: shorter }
  }
  let tried = trial(0)
  for (let halvings = 1; !tried.taken.accepted && halvings <= mostHalvings; halvings++)
    tried = trial(halvings)
  return tried
}

/** The kept draws, one vector each. */
export function keptDraws({
  tensors: { draws, position },
  counters,
}: TrainingState): readonly Float32Array[] {
  const dimension = position!.length
  return Array.from({ length: counters.kept! }, (_, i) => draws!.subarray(i * dimension, (i + 1) * dimension))
}

/**
 * Where the average of the step sizes begins anew: steps that fitted another potential, or the way to the typical
 * set, where the potential is smoother, must not decide those that are kept.
 */
function beginsAnew({ relaxation, warmUp }: ChainPlan, index: number): boolean {
  return index === relaxation || index === relaxation + Math.floor((2 * warmUp) / 3)
}

function adaptation({ counters: { count, error, log, logAverage, anchor } }: TrainingState) {
  return { count: count!, error: error!, log: log!, logAverage: logAverage!, anchor: anchor! }
}

function keep(state: TrainingState, position: Float32Array): void {
  state.tensors.draws!.set(position, state.counters.kept! * position.length)
  state.counters.kept = state.counters.kept! + 1
}

/** Root mean square of the difference. */
function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2
  return Math.sqrt(sum / a.length)
}
