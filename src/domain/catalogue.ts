import type { Formula } from './formula.ts'
import type { ImageShape } from './image.ts'
import type { ParameterSpecs } from './parameters.ts'

/** What the engine can do, as plain data: the page draws its controls from it and imports no rule and no attack. */
export interface Catalogue {
  readonly rules: readonly CatalogueEntry[]
  readonly attacks: readonly AttackEntry[]
  readonly metrics: readonly MetricEntry[]
  readonly datasets: readonly DatasetEntry[]
  readonly models: readonly ModelEntry[]
  /** Every kind of network in each of its published widths. */
  readonly architectures: readonly ArchitectureEntry[]
}

export interface CatalogueEntry {
  readonly id: string
  readonly label: string
  readonly source: string
  /** One sentence for a newcomer. */
  readonly summary: string
  readonly parameters: ParameterSpecs
}

/** Headings of a menu of attacks: what each means to change, or why it is there. */
export type AttackGroup = 'prediction' | 'explanation' | 'released' | 'control'

/** What an attack on an explanation drives up or down. */
export interface Driven {
  readonly label: string
  readonly direction: 'up' | 'down'
}

export interface AttackEntry extends CatalogueEntry {
  readonly group: AttackGroup
  /** null for attacks that measure nothing on the explanation. */
  readonly drives: Driven | null
}

export interface MetricEntry {
  readonly id: string
  readonly label: string
  readonly source: string
  readonly summary: string
  /** Line by line. */
  readonly formula: readonly Formula[]
  /** The value a random explanation would reach, given k in percent; undefined where chance has no meaning. */
  readonly chance?: 'k-percent'
}

/** Some of the metrics, in the catalogue's order. */
export function metricsOf({ metrics }: Catalogue, ...ids: readonly string[]): readonly MetricEntry[] {
  return metrics.filter(({ id }) => ids.includes(id))
}

export interface DatasetEntry {
  readonly id: string
  readonly label: string
  readonly classes: readonly string[]
  readonly shape: ImageShape
  readonly count: number
  /** Whether a drawn picture makes sense. */
  readonly drawable: boolean
}

export type Family = 'det' | 'adv' | 'vi' | 'hmc'

/** In the order of columns. */
export const families: readonly Family[] = ['det', 'adv', 'vi', 'hmc']

/** Whether networks of a family are posteriors with more than a point. */
export function isBayesian(family: Family | undefined): boolean {
  return family === 'vi' || family === 'hmc'
}

export interface ModelEntry {
  readonly id: string
  readonly label: string
  readonly family: Family
  readonly protocol: 'defined' | 'released'
  readonly dataset: string
  readonly architecture: string
  readonly hidden: number
  /** Draws that can be asked for: 1 for a point, 100 for a Gaussian, what is stored otherwise. */
  readonly draws: number
  /** On the 10,000 test images, posterior mean of the softmax. */
  readonly accuracy: number
  /** Bytes of all its files. */
  readonly bytes: number
  /** Names of the learnable layers, first to last; the last one is the output. */
  readonly layers: readonly string[]
}

/** A network without its weights. */
export interface ArchitectureEntry {
  readonly id: string
  readonly label: string
  readonly source: string
  readonly hidden: number
  readonly layers: readonly LayerEntry[]
}

/** One step of a network. */
export interface LayerEntry {
  readonly kind: 'flatten' | 'dense' | 'conv' | 'leakyRelu' | 'maxPool'
  /** Side of a kernel or window. */
  readonly size?: number
  readonly stride?: number
  /** Of negative units. */
  readonly slope?: number
  /** Shape of one image after it; a flat vector is [1, 1, features]. */
  readonly output: ImageShape
  /** Weights and biases of one draw. */
  readonly parameters: number
}
