import { createStore, type StoreApi } from 'zustand/vanilla'
import { choice, integer, type Overrides, type ParameterSpecs, real } from '../domain/parameters.ts'
import type { Choice } from '../domain/trial.ts'
import type { StudyChoices } from './studyChoices.ts'

/** Everything a person can choose that no catalogue is needed for. */
export const sceneSpecs = {
  view: choice({
    label: 'view',
    options: [
      { value: 'bench', label: 'Bench' },
      { value: 'layers', label: 'Layers' },
      { value: 'study', label: 'Study' },
      { value: 'figures', label: 'Figures' },
      { value: 'models', label: 'Models' },
    ],
    default: 'bench',
  }),
  k: integer({
    label: 'top-k',
    help: 'Share of the pixels that count as the most relevant ones.',
    symbol: 'k',
    unit: '%',
    min: 1,
    max: 100,
    default: 20,
  }),
  draws: integer({
    label: 'draws from the posterior',
    help: 'How many networks are drawn and averaged; a network with fewer uses all it has.',
    symbol: 'S',
    min: 1,
    max: 100,
    default: 50,
  }),
  seed: integer({
    label: 'seed',
    help: 'Where all random numbers of a scene come from.',
    min: 0,
    max: 2 ** 32 - 1,
    default: 0,
  }),
  scope: choice({
    label: 'color scale',
    help: 'Which maps share one range of colors.',
    options: [
      { value: 'map', label: 'per map' },
      { value: 'row', label: 'per row' },
      { value: 'all', label: 'all maps' },
    ],
    default: 'row',
  }),
  protocol: choice({
    label: 'protocol',
    help: 'The paper’s definitions, or what its released code does.',
    options: [
      { value: 'defined', label: 'as defined' },
      { value: 'released', label: 'as released' },
    ],
    default: 'defined',
  }),
  strength: choice({
    label: 'strength',
    help: 'Scales what each attack changed to one size, so that networks compare at equal strength.',
    options: [
      { value: 'as-is', label: 'as it comes' },
      { value: 'linf', label: 'equal L∞' },
      { value: 'l2', label: 'equal L₂' },
    ],
    default: 'as-is',
  }),
  linf: real({
    label: 'size of every change',
    symbol: 'L∞',
    unit: 'pixel',
    min: 0.01,
    max: 1,
    default: 0.1,
    when: { parameter: 'strength', is: 'linf' },
  }),
  l2: real({
    label: 'size of every change',
    symbol: 'L₂',
    unit: 'pixel',
    min: 0.1,
    max: 28, // of a white image
    default: 3,
    when: { parameter: 'strength', is: 'l2' },
  }),
} satisfies ParameterSpecs

/** Where the picture comes from. Gray levels are bytes, so that a link brings back exactly the same picture. */
export type Source =
  | { readonly kind: 'test'; readonly index: number }
  | { readonly kind: 'drawn' | 'uploaded'; readonly bytes: Uint8Array }

/** The film strip that is open. */
export interface FilmChoice {
  /** Whose attack is shown. */
  readonly model: string
  /** Steps taken at the frame in view; absent is the last frame. */
  readonly step?: number
}

/** The scene as ids and overrides; a default is an absence. */
export interface Choices {
  readonly scene: Overrides
  readonly dataset?: string
  readonly source?: Source
  /** Columns, left to right. */
  readonly models?: readonly string[]
  /** The network of the Layers and Models views. */
  readonly model?: string
  readonly attack?: Choice
  /** The network that every attack is made on; absent: each network its own. */
  readonly madeOn?: string
  readonly rule?: Choice
  /** 0-based learnable layer; absent is the output. */
  readonly layer?: number
  readonly film?: FilmChoice
  /** The figure of the Figures view, and how it is drawn. */
  readonly figure?: Choice
  readonly study?: StudyChoices
  /** Conventions that differ from the protocol's. */
  readonly flipped: Overrides
}

export const noChoices: Choices = { scene: {}, flipped: {} }

/**
 * What a page without an address opens on: an attack small enough that the deterministic network keeps its class,
 * and large enough that its explanation changes (test image 0, FGSM 0.05).
 */
export const openingScene: Choices = { ...noChoices, attack: { id: 'fgsm', parameters: { budget: 0.05 } } }

export type ChoicesStore = StoreApi<Choices>

export function createChoices(initial: Choices = noChoices): ChoicesStore {
  return createStore<Choices>(() => initial)
}

/** `choices` with some of them made anew; `undefined` returns one to its default. */
export function choose(choices: Choices, change: { [K in keyof Choices]?: Choices[K] | undefined }): Choices {
  const entries = Object.entries({ ...choices, ...change }).filter(([, value]) => value !== undefined)
  return { ...noChoices, ...Object.fromEntries(entries) } as Choices
}
