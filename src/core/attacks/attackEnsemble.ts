import type { Conventions } from '../../domain/conventions.ts'
import type { ParameterSpecs, ValuesOf } from '../../domain/parameters.ts'
import type { Ensemble } from '../ensemble.ts'
import type { Attack, AttackSetting, Climb } from './attack.ts'
import { expected, type Labels, perDraw, type Victim } from './victim.ts'

export interface Attacked {
  /** [n, pixels] */
  readonly images: Float32Array
  /** Of the first gradient asked for; null where the attack asked for none. */
  readonly firstGradient: {
    /** Share of exactly zero pixels, one an image. */
    readonly zeroPixels: Float32Array
    /** Share of the draws with a wholly zero gradient, one an image. */
    readonly zeroDraws: Float32Array
  } | null
  /** What an attack on an explanation raised, one value an image; null for other attacks. */
  readonly climb: Climb | null
}

/**
 * Runs an attack on a posterior, in the reading that the conventions name: once on the expected loss, or once
 * on every draw alone, the attacked images averaged. `x` is [n, pixels], a label for each image.
 */
export async function attackEnsemble(
  ensemble: Ensemble,
  attack: Attack,
  x: Float32Array,
  labels: Labels,
  values: ValuesOf<ParameterSpecs>,
  conventions: Conventions,
  setting: AttackSetting,
): Promise<Attacked> {
  const alone = attackedAlone(ensemble, conventions)
  const victim = watched((alone ? perDraw : expected)(ensemble, labels, conventions))
  const start = alone ? repeat(x, ensemble.draws) : x
  let climb: Climb | null = null
  const images = await attack.run(victim, start, values, {
    ...setting,
    note: (reached) => {
      climb = alone ? meanClimb(reached, ensemble.draws) : reached
    },
    ...(setting.record && { record: (x) => setting.record?.(alone ? mean(x, ensemble.draws) : x) }),
  })
  return {
    climb,
    images: alone ? mean(images, ensemble.draws) : images,
    firstGradient: victim.first && summarize(victim.first, ensemble.draws, alone),
  }
}

/** Whether every draw is attacked on an image of its own, as the conventions name it. */
export function attackedAlone({ draws }: Ensemble, { ensembleAttack }: Conventions): boolean {
  return ensembleAttack === 'per-draw' && draws > 1
}

interface First {
  readonly zeroPixels: Float32Array
  readonly zeroDraws: Float32Array
}

/** A victim that remembers how much of the first gradient was exactly zero. */
function watched(victim: Victim): Victim & { first: First | null } {
  const watching: Victim & { first: First | null } = {
    ...victim,
    first: null,
    async ascend(x, objective) {
      const ascent = await victim.ascend(x, objective)
      watching.first ??= {
        zeroPixels: zeroShare(ascent.gradient, victim.images),
        zeroDraws: ascent.deadDraws,
      }
      return ascent
    },
  }
  return watching
}

function zeroShare(gradient: Float32Array, images: number): Float32Array {
  const pixels = gradient.length / images
  return Float32Array.from({ length: images }, (_, i) => {
    let zeros = 0
    for (let p = 0; p < pixels; p++) if (gradient[i * pixels + p] === 0) zeros++
    return zeros / pixels
  })
}

function summarize(first: First, draws: number, alone: boolean): First {
  if (!alone) return first
  return { zeroPixels: mean(first.zeroPixels, draws), zeroDraws: mean(first.zeroDraws, draws) }
}

/** Objectives of draws attacked alone, averaged over the draws. */
function meanClimb({ before, after }: Climb, draws: number): Climb {
  const average = (values: readonly number[]) => [...mean(Float32Array.from(values), draws)]
  return { before: average(before), after: average(after) }
}

function repeat(x: Float32Array, times: number): Float32Array {
  const all = new Float32Array(x.length * times)
  for (let s = 0; s < times; s++) all.set(x, s * x.length)
  return all
}

/** Mean over the leading axis of `count` equal parts. */
function mean(values: Float32Array, count: number): Float32Array {
  const size = values.length / count
  const total = new Float64Array(size)
  values.forEach((value, i) => {
    total[i % size]! += value
  })
  return Float32Array.from(total, (sum) => sum / count)
}
