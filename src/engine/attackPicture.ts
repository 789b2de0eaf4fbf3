import type { AttackSetting } from '../core/attacks/attack.ts'
import { attackEnsemble } from '../core/attacks/attackEnsemble.ts'
import { distances } from '../core/attacks/audit.ts'
import { attacks } from '../core/attacks/index.ts'
import { random, randomPattern } from '../core/attacks/random.ts'
import { matchStrength } from '../core/attacks/strength.ts'
import { asBatch } from '../core/attacks/victim.ts'
import type { Ensemble, Pass } from '../core/ensemble.ts'
import { crossEntropy } from '../core/nn/loss.ts'
import { type Predictive, predictive } from '../core/predictive.ts'
import { type ParameterValue, resolve } from '../domain/parameters.ts'
import { key, split } from '../domain/random.ts'
import type { Audit, TrialRequest } from '../domain/trial.ts'
import { explanationChoice } from './explanationChoice.ts'

/** An attack's request: everything that its image depends on. */
export type AttackRequest = Pick<
  TrialRequest,
  | 'model'
  | 'draws'
  | 'picture'
  | 'label'
  | 'attack'
  | 'rule'
  | 'layer'
  | 'conventions'
  | 'seed'
  | 'source'
  | 'strength'
>

export interface AttackedPicture {
  readonly data: Float32Array
  readonly values: Readonly<Record<string, ParameterValue>>
  readonly label: number
  readonly labelSource: Audit['labelSource']
  /** Shares of exactly zero gradients at the first step; null where the attack asked for none. */
  readonly zeroPixels: number | null
  readonly zeroDraws: number | null
  readonly objective: Audit['objective']
}

/** What an attack may call while it runs. */
export type AttackHelp = Pick<AttackSetting, 'context' | 'testImage' | 'record'>

/** A way to attack a request's picture, which remembers what it did. */
export interface Attacker {
  attack(): Promise<AttackedPicture>
  /** Every iterate of the attack, run anew. */
  film(): Promise<readonly Float32Array[]>
}

/** Attacks one picture; `clean` is its array, shared with the explanation so that both share the pass. */
export async function attackPicture(
  ensemble: Ensemble,
  request: AttackRequest,
  clean: Float32Array,
  { context, testImage, record }: AttackHelp,
): Promise<AttackedPicture> {
  const attack = attacks.get(request.attack.id)
  const values = resolve(`attack ${attack.id}`, attack.parameters, request.attack.parameters)
  const { label, labelSource } = await labelOf(ensemble, request, values, clean)
  const setting = {
    keys: [split(key(request.seed), attack.id)],
    context,
    explained: explanationChoice(ensemble, request),
    testImage,
    ...(record && { record }),
  }
  const done = await attackEnsemble(ensemble, attack, clean, [label], values, request.conventions, setting)
  const { strength } = request
  return {
    data: strength ? matchStrength(clean, done.images, strength.norm, strength.value) : done.images,
    values,
    objective: done.climb && { before: done.climb.before[0]!, after: done.climb.after[0]! },
    label,
    labelSource,
    zeroPixels: done.firstGradient?.zeroPixels[0] ?? null,
    zeroDraws: done.firstGradient?.zeroDraws[0] ?? null,
  }
}

/** A random pattern as large as the attack really was, L∞: what nothing but noise does. */
export function controlPicture(clean: Float32Array, attacked: Float32Array, seed: number): Float32Array {
  const { linf } = distances(clean, attacked)
  return randomPattern(clean, Math.min(1, linf), split(key(seed), random.id))
}

/** One image's part of a pass over a batch. */
export interface Seen {
  readonly pass: Pass
  readonly n: number
  readonly image: number
}

/** What the attack really did, from the images and the passes over them. */
export function audit(
  ensemble: Ensemble,
  attacked: AttackedPicture,
  clean: Float32Array,
  before: Seen,
  after: Seen,
): Audit {
  const { label, labelSource, zeroPixels, zeroDraws, objective } = attacked
  return {
    objective,
    label,
    labelSource,
    ...distances(clean, attacked.data),
    zeroPixels,
    zeroDraws,
    lossBefore: expectedLoss(ensemble, before, label),
    lossAfter: expectedLoss(ensemble, after, label),
    predictionBefore: predictiveOf(ensemble, before.pass).classes[before.image]!,
    predictionAfter: predictiveOf(ensemble, after.pass).classes[after.image]!,
  }
}

export function predictiveOf(ensemble: Ensemble, pass: Pass): Predictive {
  return predictive(pass.logits, ensemble.draws, ensemble.network.architecture.classes)
}

/** Mean over the draws of the cross-entropy of one image, in nats. */
export function expectedLoss({ draws, network }: Ensemble, { pass, n, image }: Seen, label: number): number {
  const { classes } = network.architecture
  const losses = Array.from({ length: draws }, (_, s) => {
    const row = s * n + image
    return crossEntropy(pass.logits.subarray(row * classes, (row + 1) * classes), label)
  })
  return losses.reduce((sum, loss) => sum + loss, 0) / draws
}

async function labelOf(
  ensemble: Ensemble,
  { label, conventions }: AttackRequest,
  values: Readonly<Record<string, ParameterValue>>,
  clean: Float32Array,
): Promise<Pick<AttackedPicture, 'label' | 'labelSource'>> {
  if (values.goal === 'targeted') return { label: Number(values.target), labelSource: 'target' }
  if (label !== null && conventions.label === 'true') return { label, labelSource: 'true' }
  const pass = await ensemble.forward(asBatch(clean, 1))
  return { label: predictiveOf(ensemble, pass).classes[0]!, labelSource: 'predicted' }
}
