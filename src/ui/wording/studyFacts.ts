import type { Catalogue } from '../../domain/catalogue.ts'
import { conventionSpecs, protocols } from '../../domain/conventions.ts'
import { protocolOf } from '../../domain/protocolOf.ts'
import type { Readout, StudyRequest, StudyResult, Subject } from '../../domain/study.ts'
import { quantityText } from '../../plots/numbers.ts'
import { t } from '../messages.ts'
import { words } from '../panels/study/words.ts'
import { choiceText } from './choiceText.ts'

const w = words.facts

type Facts = readonly (readonly [name: string, value: string])[]

/** What a study was asked, by whom and with which networks: what a figure made of it must say. */
export function studyFacts({ request, columns }: StudyResult, catalogue: Catalogue): Facts {
  const { attack, aim, k, seed, strength, subjects } = request
  const drives = catalogue.attacks.find(({ id }) => id === attack.id)?.drives
  const computed = columns.flatMap((column) => (column ? [column.provenance] : []))
  const hosts = [...new Set(computed.map(({ backend, version }) => `${backend}, version ${version}`))]
  return [
    [w.images, sampleText(request, catalogue)],
    [w.networks, subjects.map((subject) => subjectText(subject, catalogue)).join('; ')],
    [w.attack, choiceText(catalogue.attacks, attack)],
    ...(strength ? [[w.strength, strengthText(strength)] as const] : []),
    ...(drives ? [[w.aim, readoutText(aim, request, catalogue)] as const] : []),
    [w.k, w.kText(k)],
    [w.protocol, protocolText(request)],
    [w.seed, w.seedText(seed)],
    [w.control, w.controlText],
    ...(hosts.length > 0 ? [[w.computed, hosts.join('; ')] as const] : []),
  ]
}

const norms = { linf: 'L∞', l2: 'L₂' } as const

export function strengthText({ norm, value }: NonNullable<StudyRequest['strength']>): string {
  return `${norms[norm]} ${quantityText(value)}`
}

/** The same in one line, for the page. */
export function studyLine(request: StudyRequest, catalogue: Catalogue): string {
  const { sample, images, k, seed } = request
  const dataset = datasetOf(request, catalogue)
  const drawn =
    sample.kind === 'balanced'
      ? `balanced, seed ${sample.seed}`
      : sample.kind === 'first'
        ? 'the first'
        : 'listed'
  return [
    dataset?.label ?? request.dataset,
    `${w.short(images.length)} (${drawn})`,
    choiceText(catalogue.attacks, request.attack),
    `${w.k} ${k} %`,
    protocolText(request),
    `${w.seed} ${seed}`,
  ].join(' · ')
}

export function protocolText({ conventions }: Pick<StudyRequest, 'conventions'>): string {
  const { protocol, flipped } = protocolOf(conventions)
  const flips = Object.entries(flipped).map(([name, value]) => {
    const { label, options } = conventionSpecs[name as keyof typeof conventionSpecs]
    return `${label}: ${options.find((option) => option.value === value)?.label ?? value}`
  })
  return [protocols[protocol].label, ...flips].join('; ')
}

/** A rule and a layer: "epsilon, ε 0.1, output". */
export function readoutText({ rule, layer }: Readout, request: StudyRequest, catalogue: Catalogue): string {
  return `${choiceText(catalogue.rules, rule)}, ${layerText(layer, request, catalogue)}`
}

/** A layer by the name that the study's first network has for it. */
export function layerText(layer: number, { subjects }: StudyRequest, catalogue: Catalogue): string {
  const layers = catalogue.models.find(({ id }) => id === subjects[0]?.model)?.layers ?? []
  if (layer === layers.length - 1) return t.rail.output
  return layers[layer] ?? `${words.layer} ${layer + 1}`
}

function subjectText({ model, draws }: Subject, { models }: Catalogue): string {
  const known = models.find(({ id }) => id === model)
  const name = known
    ? `${known.label} ${t.bench.architecture(known.architecture, known.hidden)} (${model})`
    : model
  return name + w.draws(draws)
}

function sampleText(request: StudyRequest, catalogue: Catalogue): string {
  const { sample, images } = request
  const dataset = datasetOf(request, catalogue)?.label ?? request.dataset
  if (sample.kind === 'balanced') return w.balanced(images.length, sample.seed, dataset, new Set(images).size)
  return sample.kind === 'first' ? w.first(images.length, dataset) : w.listed(images.length, dataset)
}

function datasetOf(request: StudyRequest, { datasets }: Catalogue) {
  return datasets.find(({ id }) => id === request.dataset)
}
