/** Trained networks and test images, as the command line reads them, for laws that random networks cannot show. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../scripts/lib/root.ts'
import { nodeHost } from '../../../src/cli/nodeHost.ts'
import { type Attack, type AttackSetting, imageKeys } from '../../../src/core/attacks/attack.ts'
import { type Attacked, attackEnsemble } from '../../../src/core/attacks/attackEnsemble.ts'
import { attacks } from '../../../src/core/attacks/index.ts'
import { asBatch } from '../../../src/core/attacks/victim.ts'
import type { Ensemble } from '../../../src/core/ensemble.ts'
import { explain } from '../../../src/core/lrp/explain.ts'
import { rules } from '../../../src/core/lrp/rules/index.ts'
import { crossEntropy } from '../../../src/core/nn/loss.ts'
import { predictive } from '../../../src/core/predictive.ts'
import { conventionsOf, type ProtocolId } from '../../../src/domain/conventions.ts'
import { type ModelIndex, parseModelIndex } from '../../../src/domain/modelCard.ts'
import { type Overrides, resolve } from '../../../src/domain/parameters.ts'
import { key } from '../../../src/domain/random.ts'
import { unobserved } from '../../../src/domain/task.ts'
import { drawRanges, firstDraws } from '../../../src/engine/drawRanges.ts'
import { localEnsemble } from '../../../src/engine/ensemble.ts'
import { library } from '../../../src/engine/library.ts'
import { residency } from '../../../src/engine/weights.ts'
import { pixels } from '../worlds.ts'

const shelf = library(nodeHost())

/** What is committed, known before any test runs. */
export const models: ModelIndex['models'] = parseModelIndex(
  JSON.parse(readFileSync(join(root, 'models/index.json'), 'utf8')),
).models

/** Attacks that do what the papers define. */
export const defined = attacks.entries.filter(({ id }) => !id.endsWith('-released'))

/** MNIST test images [n, pixels] with their labels. */
export interface Images {
  readonly x: Float32Array
  readonly labels: Uint8Array
}

export async function testImages(n: number): Promise<Images> {
  const x = new Float32Array(n * pixels)
  for (let i = 0; i < n; i++) x.set(await testImage(i), i * pixels)
  return { x, labels: (await shelf.labels('mnist')).slice(0, n) }
}

export async function testImage(index: number): Promise<Float32Array> {
  return (await shelf.testImage('mnist', index)).picture.data
}

/** A committed network whose weights stay until it is closed. */
export interface Trained {
  readonly ensemble: Ensemble
  close(): void
}

export async function trained(model: string, draws: number): Promise<Trained> {
  const posterior = await shelf.posterior(model, firstDraws(draws))
  const weights = residency(2 ** 28)
  const ranges = drawRanges(posterior, draws)
  const ensemble = localEnsemble(posterior, ranges, { residency: weights, context: unobserved })
  return {
    ensemble,
    close() {
      ensemble.release()
      weights.release()
    },
  }
}

export interface Run {
  readonly parameters?: Overrides
  readonly protocol?: ProtocolId
  readonly flipped?: Overrides
  readonly seed?: number
  readonly setting?: Partial<AttackSetting>
}

/** Attacks images as the engine would; attacks on an explanation attack the epsilon rule's at the output. */
export function attacked(
  ensemble: Ensemble,
  { id, parameters: specs }: Pick<Attack, 'id' | 'parameters'>,
  { x, labels }: Images,
  { parameters = {}, protocol = 'defined', flipped = {}, seed = 1, setting }: Run = {},
): Promise<Attacked> {
  const conventions = conventionsOf(protocol, flipped)
  return attackEnsemble(
    ensemble,
    attacks.get(id),
    x,
    labels,
    resolve(`attack ${id}`, specs, parameters),
    conventions,
    {
      keys: imageKeys(key(seed), labels.length),
      context: unobserved,
      explained: { ...epsilonAtTheOutput(), conventions },
      testImage,
      ...setting,
    },
  )
}

/** Cross-entropy of every image, mean over the draws, and the classes predicted. */
export async function seen(ensemble: Ensemble, { x, labels }: Images) {
  const [n, classes] = [labels.length, ensemble.network.architecture.classes]
  const { logits } = await ensemble.forward(asBatch(x, n))
  const losses = new Float64Array(n)
  for (let row = 0; row < ensemble.draws * n; row++) {
    const z = logits.subarray(row * classes, (row + 1) * classes)
    losses[row % n]! += crossEntropy(z, labels[row % n]!) / ensemble.draws
  }
  return { losses, classes: predictive(logits, ensemble.draws, classes).classes }
}

/** Heatmaps of the given classes, one an image. */
export async function heatmaps(
  ensemble: Ensemble,
  x: Float32Array,
  cleanClasses: Uint8Array,
): Promise<readonly Float32Array[]> {
  const conventions = conventionsOf('defined', { explainedClass: 'clean' })
  const batch = asBatch(x, cleanClasses.length)
  const { mean } = await explain(ensemble, batch, { ...epsilonAtTheOutput(), conventions, cleanClasses })
  return imagesOf(mean)
}

export function imagesOf(x: Float32Array): readonly Float32Array[] {
  return Array.from({ length: x.length / pixels }, (_, i) => x.subarray(i * pixels, (i + 1) * pixels))
}

export function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
}

/** Share of the images of which something is true. */
export function share(n: number, holds: (image: number) => boolean): number {
  return mean(Array.from({ length: n }, (_, image) => Number(holds(image))))
}

function epsilonAtTheOutput() {
  const rule = rules.get('epsilon')
  return { rule, values: resolve('rule epsilon', rule.parameters), layer: 2 }
}
