import type { ModelEntry } from '../../../domain/catalogue.ts'
import type { Evaluation, ModelCard } from '../../../domain/modelCard.ts'
import { mean } from '../../../domain/statistics/mean.ts'
import { percent, quantity, shortPercent, wholeNumber } from './quantities.ts'
import { words } from './words.ts'

/** What a network is, in a sentence, and whose protocol it follows in another. */
export function aboutSentence(model: ModelEntry, dataset: string, card: ModelCard | null): string {
  const protocol = words.about.protocol[model.protocol]
  return `${whatSentence(model, dataset, card)} ${protocol}`
}

function whatSentence({ family, draws }: ModelEntry, data: string, card: ModelCard | null): string {
  const { budget, images } = card?.hyperparameters ?? {}
  const chains = card?.chains.length
  switch (family) {
    case 'det':
      return words.about.det(data)
    case 'adv':
      return words.about.adv(data, typeof budget === 'number' ? quantity(budget) : null)
    case 'vi':
      return words.about.vi(data, draws)
    case 'hmc':
      return chains && typeof images === 'number'
        ? words.about.chunks(draws, chains, wholeNumber(images), data)
        : words.about.hmc(data, draws, chains || undefined)
    default:
      return family satisfies never
  }
}

/** The shape of a network in a few words. */
export function groupText({ architecture, hidden }: Pick<ModelEntry, 'architecture' | 'hidden'>): string {
  return words.group[architecture]?.(hidden) ?? words.otherShape(architecture, hidden)
}

/** The shape of a network in words. */
export function shapeText({ architecture, hidden }: Pick<ModelEntry, 'architecture' | 'hidden'>): string {
  return words.shape[architecture]?.(hidden) ?? words.otherShape(architecture, hidden)
}

/** What exactly zero gradients mean for an attack. */
export function saturationSentence({ defined, released }: Evaluation['saturation']): string {
  const [exact, rounded] = [mean(defined), mean(released)]
  if (exact === 0 && rounded === 0) return words.saturation.none
  const say = exact >= 0.001 && exact >= rounded / 2 ? words.saturation.both : words.saturation.rounding
  return say(shortPercent(rounded), shortPercent(exact))
}

export interface Confidence {
  readonly confidence: number
  readonly accuracy: number
  readonly sentence: string
}

/** How sure the network is on average, and how often right. */
export function confidenceOf({ reliability }: Evaluation): Confidence {
  const images = reliability.reduce((sum, bin) => sum + bin.count, 0)
  const over = (value: 'confidence' | 'accuracy') =>
    reliability.reduce((sum, bin) => sum + bin.count * bin[value], 0) / Math.max(1, images)
  const [confidence, accuracy] = [over('confidence'), over('accuracy')]
  const gap = confidence - accuracy
  const points = Math.abs(100 * gap).toFixed(1)
  const { verdict, over: tooSure, under, even } = words.calibration
  const end = points === '0.0' ? even : gap > 0 ? tooSure(points) : under(points)
  return { confidence, accuracy, sentence: verdict(percent(confidence, 1), percent(accuracy, 1)) + end }
}

/** Whether the chains agree; Gelman and Rubin's 1.1 is the line, 1.05 the hope. */
export function agreementSentence({ convergence, hyperparameters }: ModelCard): string | null {
  if (!convergence) return null
  const { rHat } = convergence.logLikelihood
  const text = rHatText(rHat)
  if (hyperparameters.images !== undefined) return words.chains.chunks(text)
  if (rHat <= 1.05) return words.chains.agree(text)
  return rHat <= 1.1 ? words.chains.nearly(text) : words.chains.disagree(text)
}

/** Two decimals; chains that stand still in different places have an infinite one. */
export function rHatText(rHat: number): string {
  return Number.isFinite(rHat) ? rHat.toFixed(2) : '∞'
}
