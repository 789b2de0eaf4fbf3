import { imageKeys } from '../core/attacks/attack.ts'
import { attackEnsemble } from '../core/attacks/attackEnsemble.ts'
import { attacks } from '../core/attacks/index.ts'
import { asBatch } from '../core/attacks/victim.ts'
import type { Ensemble } from '../core/ensemble.ts'
import { explain, explanationOf } from '../core/lrp/explain.ts'
import { rules } from '../core/lrp/rules/index.ts'
import { architecture } from '../core/nn/architectures/index.ts'
import { crossEntropyGradient } from '../core/nn/loss.ts'
import { learnableLayers } from '../core/nn/network.ts'
import type { LayerWeights, Posterior } from '../core/posterior/posterior.ts'
import { predictive } from '../core/predictive.ts'
import { rows } from '../core/rows.ts'
import { conventionsOf, type ProtocolId } from '../domain/conventions.ts'
import { type Overrides, resolve } from '../domain/parameters.ts'
import { key } from '../domain/random.ts'
import { type Context, unobserved } from '../domain/task.ts'
import { common, topK } from '../domain/topK.ts'
import type { TensorCheck, Verification } from '../domain/verification.ts'
import { drawRanges } from './drawRanges.ts'
import { type LocalEnsemble, localEnsemble } from './ensemble.ts'
import { type GoldenFile, goldenFile, type Named } from './goldenFile.ts'
import { verifyStatistics } from './verifyStatistics.ts'
import { residency } from './weights.ts'

/**
 * Compares this implementation with the answers of independent ones, kept in one safetensors file: two small
 * networks, a few posterior draws, a few images, two samples for the statistics. Hidden width, draws and images are
 * read from the file.
 */

/** Where it runs; GPUs round coarser. */
export type Precision = 'cpu' | 'gpu'

const budget = 0.2
const ruleNames: Readonly<Record<string, { id: string; parameters: Overrides }>> = {
  epsilon: { id: 'epsilon', parameters: {} },
  gamma: { id: 'gamma', parameters: {} },
  alpha1beta0: { id: 'alpha-beta', parameters: { alpha: 1, beta: 0 } },
}

/** @throws TypeError naming the file and the tensor that is missing or mis-shaped */
export async function verify(
  bytes: Uint8Array,
  name: string,
  precision: Precision,
  context: Context = unobserved,
): Promise<Verification> {
  const file = goldenFile(bytes, name)
  const tensors: Record<string, TensorCheck> = {}
  for (const id of ['fc2', 'conv']) {
    if (!file.has(`${id}/s0/w0`)) continue
    for await (const [tensor, check] of verifyNetwork(file, id, precision, context)) tensors[tensor] = check
  }
  for (const [tensor, check] of verifyStatistics(file)) tensors[tensor] = check
  const given = /^(x|y|index)$|\/s\d+\/[wb]\d+$|^stats\/([uv]|kde\/grid)$/
  const unknown = file.names.filter((tensor) => !(tensor in tensors) && !given.test(tensor))
  return { ok: Object.values(tensors).every(({ error, tolerance }) => error <= tolerance), tensors, unknown }
}

async function* verifyNetwork(
  file: GoldenFile,
  id: string,
  precision: Precision,
  context: Context,
): AsyncGenerator<Named> {
  const posterior = posteriorOf(file, id)
  const weights = residency(2 ** 30)
  const made: LocalEnsemble[] = []
  const ensemble = (from: number, draws: number) => {
    const one = localEnsemble(window(posterior, from), drawRanges(posterior, draws), {
      residency: weights,
      context,
    })
    made.push(one)
    return one
  }
  const setting = { file, id, precision, x: file.get('x').values, y: file.get('y').values }
  try {
    for (let s = 0; s < posterior.draws; s++) yield* drawChecks(setting, ensemble(s, 1), s)
    yield* heatmapChecks(setting, ensemble(0, 1), 's0')
    yield* heatmapChecks(setting, ensemble(0, posterior.draws), 'mean')
    yield* attackChecks(setting, ensemble(0, 1), ensemble(0, posterior.draws))
    yield* robustnessChecks(setting, ensemble(0, posterior.draws))
    yield* topKChecks(setting, ensemble(0, 1))
  } finally {
    for (const one of made) one.release()
    weights.release()
  }
}

interface Setting {
  readonly file: GoldenFile
  readonly id: string
  readonly precision: Precision
  readonly x: Float32Array
  readonly y: Float32Array
}

async function* drawChecks(
  { file, id, precision, x, y }: Setting,
  draw: Ensemble,
  s: number,
): AsyncGenerator<Named> {
  const pass = await draw.forward(asBatch(x, y.length))
  const width = draw.network.architecture.classes
  const gradient = new Float32Array(pass.logits.length)
  y.forEach((label, i) => {
    const z = pass.logits.subarray(i * width, (i + 1) * width)
    gradient.set(crossEntropyGradient(z, label, 'double'), i * width)
  })
  const { data } = await pass.gradient(gradient)
  yield* compare(file, `${id}/s${s}/logits`, pass.logits, precision)
  yield* compare(file, `${id}/s${s}/lossgrad`, data, precision)
}

async function* heatmapChecks(setting: Setting, ensemble: Ensemble, which: string): AsyncGenerator<Named> {
  for (const protocol of ['released', 'defined'] as const) {
    for (const rule of Object.keys(ruleNames)) {
      for (let layer = 0; layer < learnableLayers(ensemble.network); layer++) {
        const name = `${setting.id}/${protocol}/${rule}/layer${layer}/${which}`
        if (!setting.file.has(name)) continue
        const heatmap = await heatmapOf(ensemble, setting.x, setting.y.length, protocol, rule, layer)
        yield* compareHeatmap(setting, name, heatmap, protocol === 'released' && rule === 'gamma')
      }
    }
  }
}

/** Every golden heatmap explains each draw's own class. */
async function heatmapOf(
  ensemble: Ensemble,
  x: Float32Array,
  n: number,
  protocol: ProtocolId,
  rule: string,
  layer: number,
): Promise<Float32Array> {
  const { id, parameters } = ruleNames[rule]!
  const entry = rules.get(id)
  const conventions = conventionsOf(protocol, { explainedClass: 'own' })
  const values = resolve(`rule ${id}`, entry.parameters, parameters)
  return (await explain(ensemble, asBatch(x, n), { rule: entry, values, layer, conventions })).mean
}

async function* attackChecks(setting: Setting, draw: Ensemble, ensemble: Ensemble): AsyncGenerator<Named> {
  const { file, id } = setting
  const tenSteps = { steps: 10, stepSize: 0.25, start: 'clean' }
  const runs = [
    ['fgsm/s0', draw, 'defined', 'fgsm', {}],
    ['fgsm/defined', ensemble, 'defined', 'fgsm', {}],
    ['fgsm/released', ensemble, 'released', 'fgsm', {}],
    ['pgd10/defined', ensemble, 'defined', 'pgd', tenSteps],
  ] as const
  for (const [name, of, protocol, attack, parameters] of runs) {
    if (!file.has(`${id}/${name}`)) continue
    yield* compareAttack(file, `${id}/${name}`, await attacked(setting, of, protocol, attack, parameters))
  }
}

async function attacked(
  { x, y }: Setting,
  ensemble: Ensemble,
  protocol: ProtocolId,
  id: string,
  parameters: Overrides,
): Promise<Float32Array> {
  const attack = attacks.get(id)
  const values = resolve(`attack ${id}`, attack.parameters, { budget, ...parameters })
  const conventions = conventionsOf(protocol, { logitGradient: 'double' })
  const rule = rules.get('epsilon')
  const explained = { rule, values: resolve('rule epsilon', rule.parameters), layer: 2, conventions }
  const testImage = () => Promise.reject(new Error('verify: no test set is at hand'))
  const setting = { keys: imageKeys(key(0), y.length), context: unobserved, explained, testImage }
  return (await attackEnsemble(ensemble, attack, x, y, values, conventions, setting)).images
}

/** Everything here starts from the golden attacked image, so that a flipped pixel of ours does not spread. */
async function* robustnessChecks(
  { file, id, precision, x, y }: Setting,
  ensemble: Ensemble,
): AsyncGenerator<Named> {
  const attacked = `${id}/fgsm/defined`
  if (!file.has(attacked)) return
  const n = y.length
  const images = file.get(attacked).values
  const probabilities = async (data: Float32Array) => {
    const { logits } = await ensemble.forward(asBatch(data, n))
    return predictive(logits, ensemble.draws, ensemble.network.architecture.classes).mean
  }
  const [before, after] = [await probabilities(x), await probabilities(images)]
  yield* compare(file, `${id}/probabilities`, before, precision)
  yield* compare(file, `${attacked}/probabilities`, after, precision)
  yield* compare(file, `${id}/softmaxRobustness`, largestChanges(before, after, n), precision)
  const output = learnableLayers(ensemble.network) - 1
  const clean = await heatmapOf(ensemble, x, n, 'defined', 'epsilon', output)
  const heatmap = await heatmapOf(ensemble, images, n, 'defined', 'epsilon', output)
  yield* compare(file, `${attacked}/heatmap`, heatmap, precision)
  yield* overlapChecks(file, id, clean, heatmap, n)
}

/**
 * The objective of the top-k attack, -Σ R_i over the 20 % most relevant pixels of the clean heatmap, and its
 * gradient, on draw 0 with softplus in place of the leaky ReLU. Second derivatives lose more digits.
 */
async function* topKChecks({ file, id, precision, x }: Setting, draw: Ensemble): AsyncGenerator<Named> {
  const names = file.names.filter((each) => new RegExp(`^${id}/topk/beta[0-9]+/heatmap$`).test(each))
  for (const name of names) {
    const beta = Number(/beta(\d+)/.exec(name)![1])
    const n = file.get(name).shape[0]!
    const images = asBatch(x.slice(0, (n * x.length) / file.get('x').shape[0]!), n)
    const soft = draw.softened(beta)
    const entry = rules.get('epsilon')
    const conventions = conventionsOf('defined', { explainedClass: 'own' })
    const values = resolve('rule epsilon', entry.parameters)
    const layer = learnableLayers(draw.network) - 1
    const pass = await soft.forward(images)
    const { explanation } = explanationOf(soft, pass, images, { rule: entry, values, layer, conventions })
    const heatmap = (await pass.relevance(explanation)).mean
    const atHeatmap = rows(heatmap, n).flatMap((row) => [...topK(row, 20, 'absolute').mask].map((on) => -on))
    const { data } = await pass.explanationGradient(explanation, Float32Array.from(atHeatmap))
    yield* compare(file, name, heatmap, precision)
    for (const [tensor, check] of compare(file, name.replace('heatmap', 'gradient'), data, precision))
      yield [tensor, { ...check, tolerance: 1e-4 }]
  }
}

function* overlapChecks(
  file: GoldenFile,
  id: string,
  clean: Float32Array,
  attacked: Float32Array,
  n: number,
): Generator<Named> {
  for (const name of file.names.filter((each) => each.startsWith(`${id}/lrpRobustness/`))) {
    const [, , ranking, percent] = name.split('/')
    const shares = rows(clean, n).map((row, i) => {
      const select = (heatmap: Float32Array) =>
        topK(heatmap, Number(percent!.slice(1)), ranking === 'abs' ? 'absolute' : 'signed')
      const [a, b] = [select(row), select(rows(attacked, n)[i]!)]
      return common(a.mask, b.mask) / a.size
    })
    const golden = file.get(name).values
    // exact but for the rounding of the file's float32
    yield [
      name,
      { error: Math.max(...shares.map((value, i) => Math.abs(value - golden[i]!))), tolerance: 1e-6 },
    ]
  }
}

/** Largest difference within an image over the golden image's largest value; the worst image counts. */
function* compare(
  file: GoldenFile,
  name: string,
  ours: Float32Array,
  precision: Precision,
): Generator<Named> {
  if (!file.has(name)) return
  yield [name, { error: relativeError(file, name, ours), tolerance: precision === 'gpu' ? 1e-4 : 1e-5 }]
}

function* compareHeatmap(
  { file, id, precision }: Setting,
  name: string,
  ours: Float32Array,
  illConditioned: boolean,
): Generator<Named> {
  if (!(illConditioned && id === 'conv')) return yield* compare(file, name, ours, precision)
  // sums that are almost zero stand in its denominators: single pixels differ even in double precision
  const errors = pixelErrors(file, name, ours)
  const far = errors.reduce((count, error) => count + (error > 1e-3 ? 1 : 0), 0) / errors.length
  const worst = errors.reduce((most, error) => Math.max(most, error), 0)
  yield [name, { error: far > 0.01 ? Number.POSITIVE_INFINITY : worst, tolerance: 5e-2 }]
}

/** Share of the pixels that differ: a gradient of the order of rounding may flip. */
function* compareAttack(file: GoldenFile, name: string, ours: Float32Array): Generator<Named> {
  if (!file.has(name)) return
  const golden = file.get(name).values
  const differ = ours.reduce((count, value, i) => count + (Math.abs(value - golden[i]!) > 1e-5 ? 1 : 0), 0)
  yield [name, { error: differ / ours.length, tolerance: 1e-3 }]
}

function relativeError(file: GoldenFile, name: string, ours: Float32Array): number {
  return pixelErrors(file, name, ours).reduce((most, error) => (error >= most ? error : most), 0)
}

/** Difference of each element over its image's largest golden value; NaN counts as infinitely wrong. */
function pixelErrors(file: GoldenFile, name: string, ours: Float32Array): Float64Array {
  const { values, shape } = file.get(name)
  if (values.length !== ours.length)
    throw new TypeError(`${name}: expected ${ours.length} values, found ${values.length}`)
  const size = values.length / shape[0]!
  const largest = rows(values, shape[0]!).map((row) =>
    row.reduce((most, v) => Math.max(most, Math.abs(v)), 0),
  )
  return Float64Array.from(values, (golden, i) => {
    const difference = Math.abs(ours[i]! - golden)
    if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY
    return difference === 0 ? 0 : difference / largest[Math.floor(i / size)]!
  })
}

function largestChanges(before: Float32Array, after: Float32Array, n: number): Float32Array {
  const changed = rows(after, n)
  return Float32Array.from(rows(before, n), (row, i) => {
    return 1 - row.reduce((most, p, c) => Math.max(most, Math.abs(p - changed[i]![c]!)), 0)
  })
}

/** The draws of a file as they stand: w0, b0, w1, … of s0, s1, … */
function posteriorOf(file: GoldenFile, id: string): Posterior {
  const bias = id === 'conv' ? 'b1' : 'b0'
  const net = architecture(id, file.get(`${id}/s0/${bias}`).values.length)
  const draws: (readonly LayerWeights[])[] = []
  for (let s = 0; file.has(`${id}/s${s}/w0`); s++) {
    const layer = (l: number) => ({
      w: file.get(`${id}/s${s}/w${l}`).values,
      b: file.get(`${id}/s${s}/b${l}`).values,
    })
    draws.push([layer(0), layer(1), layer(2)])
  }
  return { kind: 'stored', architecture: net, draws: draws.length, draw: (s) => draws[s]! }
}

/** The draws from `from` on. */
function window(posterior: Posterior, from: number): Posterior {
  if (from === 0) return posterior
  return { ...posterior, draws: posterior.draws - from, draw: (s) => posterior.draw(from + s) }
}
