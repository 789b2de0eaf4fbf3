import { attackEnsemble } from '../core/attacks/attackEnsemble.ts'
import { distances } from '../core/attacks/audit.ts'
import { attacks } from '../core/attacks/index.ts'
import { matchStrength } from '../core/attacks/strength.ts'
import { asBatch, type Labels } from '../core/attacks/victim.ts'
import type { Batch, Ensemble, Pass } from '../core/ensemble.ts'
import { explain } from '../core/lrp/explain.ts'
import { softmaxChange } from '../core/metrics/softmaxRobustness.ts'
import { joined, rows } from '../core/rows.ts'
import type { TestImage } from '../domain/engine.ts'
import { type ParameterValue, resolve } from '../domain/parameters.ts'
import { key, split } from '../domain/random.ts'
import type { ImageValues, Readout, ReadoutValues, StudyRequest } from '../domain/study.ts'
import { common, topK } from '../domain/topK.ts'
import { type AttackHelp, controlPicture, expectedLoss, predictiveOf } from './attackPicture.ts'
import { explanationChoice } from './explanationChoice.ts'
import type { Phases } from './phases.ts'

/** Images of a study with their places in it. */
export interface Placed extends TestImage {
  readonly place: number
}

/** Parts of a chunk that progress is reported in: the attack, and every readout. */
export function studyPhases({ readouts }: StudyRequest): number {
  return 1 + readouts.length
}

/** What a study records of some images under one network: the numbers that a trial of each would give. */
export async function studyValues(
  ensemble: Ensemble,
  study: StudyRequest,
  images: readonly Placed[],
  help: AttackHelp,
  next: Phases['next'],
): Promise<ImageValues> {
  const n = images.length
  const clean = asBatch(joined(images.map(({ picture }) => picture.data)), n)
  next('attack')
  const attack = await attackImages(ensemble, study, images, clean, help)
  const attacked = attack.images
  const controls = rows(clean.data, n).map((x, i) =>
    controlPicture(x, attacked[i]!, study.seed + images[i]!.place),
  )
  const after = asBatch(joined([...attacked, ...controls]), 2 * n)
  const passes = { before: await ensemble.forward(clean), after: await ensemble.forward(after) }
  const readouts: ReadoutValues[] = []
  for (const place of byRule(study.readouts)) {
    const readout = study.readouts[place]!
    next(`${readout.rule.id}, layer ${readout.layer + 1}`)
    readouts[place] = await readoutValues(ensemble, study, readout, clean, after)
  }
  return {
    ...outcomes(ensemble, passes, attack.labels),
    ...attack.values,
    ...sizes(clean, attacked),
    readouts,
  }
}

async function attackImages(
  ensemble: Ensemble,
  study: StudyRequest,
  images: readonly Placed[],
  clean: Batch,
  help: AttackHelp,
) {
  const { conventions, strength } = study
  const attack = attacks.get(study.attack.id)
  const values = resolve(`attack ${attack.id}`, attack.parameters, study.attack.parameters)
  const labels = await labelsOf(ensemble, study, images, values, clean)
  const done = await attackEnsemble(ensemble, attack, clean.data, labels, values, conventions, {
    ...help,
    keys: images.map(({ place }) => split(key(study.seed + place), attack.id)),
    explained: explanationChoice(ensemble, { ...study.aim, conventions }),
  })
  const before = rows(clean.data, clean.n)
  const attacked = rows(done.images, clean.n)
  return {
    labels,
    images: strength
      ? attacked.map((x, i) => matchStrength(before[i]!, x, strength.norm, strength.value))
      : attacked,
    values: {
      zeroPixels: [...(done.firstGradient?.zeroPixels ?? [])],
      zeroDraws: [...(done.firstGradient?.zeroDraws ?? [])],
      objectiveBefore: done.climb?.before ?? [],
      objectiveAfter: done.climb?.after ?? [],
    },
  }
}

/** Places of the readouts, those of one rule after the other: a pass keeps what the last rule's explanations share. */
function byRule(readouts: readonly Readout[]): readonly number[] {
  const rules = readouts.map(({ rule }) => JSON.stringify(rule))
  return [...readouts.keys()].sort((a, b) => rules.indexOf(rules[a]!) - rules.indexOf(rules[b]!))
}

/** The class attacked, one an image. */
async function labelsOf(
  ensemble: Ensemble,
  { conventions }: StudyRequest,
  images: readonly Placed[],
  values: Readonly<Record<string, ParameterValue>>,
  clean: Batch,
): Promise<Labels> {
  if (values.goal === 'targeted') return images.map(() => Number(values.target))
  if (conventions.label === 'true') return images.map(({ label }) => label)
  return predictiveOf(ensemble, await ensemble.forward(clean)).classes
}

/** Predictions and losses on the clean images, and on attacked ones with their controls behind them. */
function outcomes(ensemble: Ensemble, { before, after }: Record<'before' | 'after', Pass>, labels: Labels) {
  const n = labels.length
  const [clean, changed] = [predictiveOf(ensemble, before), predictiveOf(ensemble, after)]
  const [was, is] = [rows(clean.mean, n), rows(changed.mean, 2 * n)]
  const images = Array.from({ length: n }, (_, i) => i)
  return {
    predictionBefore: [...clean.classes],
    predictionAfter: images.map((i) => changed.classes[i]!),
    predictionControl: images.map((i) => changed.classes[n + i]!),
    softmaxRobustness: images.map((i) => 1 - softmaxChange(was[i]!, is[i]!)),
    softmaxRobustnessControl: images.map((i) => 1 - softmaxChange(was[i]!, is[n + i]!)),
    lossBefore: images.map((i) => expectedLoss(ensemble, { pass: before, n, image: i }, labels[i]!)),
    lossAfter: images.map((i) => expectedLoss(ensemble, { pass: after, n: 2 * n, image: i }, labels[i]!)),
  }
}

function sizes(clean: Batch, attacked: readonly Float32Array[]) {
  const moved = rows(clean.data, clean.n).map((x, i) => distances(x, attacked[i]!))
  return { linf: moved.map(({ linf }) => linf), l2: moved.map(({ l2 }) => l2) }
}

async function readoutValues(
  ensemble: Ensemble,
  { k, conventions }: StudyRequest,
  { rule, layer }: Readout,
  clean: Batch,
  after: Batch,
): Promise<ReadoutValues> {
  const choice = explanationChoice(ensemble, { rule, layer, conventions })
  const { classes } = predictiveOf(ensemble, await ensemble.forward(clean))
  const before = await explain(ensemble, clean, choice)
  const changed = await explain(ensemble, after, {
    ...choice,
    cleanClasses: Uint8Array.of(...classes, ...classes),
  })
  const select = (heatmaps: Float32Array, count: number) =>
    rows(heatmaps, count).map((heatmap) => topK(heatmap, k, conventions.ranking))
  const [was, is] = [select(before.mean, clean.n), select(changed.mean, after.n)]
  return {
    size: was[0]!.size,
    common: was.map(({ mask }, i) => common(mask, is[i]!.mask)),
    control: was.map(({ mask }, i) => common(mask, is[clean.n + i]!.mask)),
    ties: was.map(({ ties }) => ties),
  }
}
