import { blindness } from '../../../domain/blindness.ts'
import { type Catalogue, type Family, isBayesian } from '../../../domain/catalogue.ts'
import { grouped } from '../../../domain/grouped.ts'
import type { StudyColumn } from '../../../domain/study.ts'
import type { StudyFile } from '../../../domain/studyFile.ts'
import { percentText, shareText } from '../../../plots/numbers.ts'
import { comparable, fewDraws, manyTies } from '../../wording/attackLimits.ts'
import type { Question } from './measures.ts'
import { networkText, words } from './words.ts'

/** What a figure draws of a study; ties elsewhere do not concern it. */
export type Shown = Pick<Question, 'rules' | 'layers'>

/** What must be known before a study's figures are believed: zero gradients, attacks of unequal strength, ties. */
export function studyWarnings(file: StudyFile, catalogue: Catalogue, shown?: Shown): readonly string[] {
  const { columns, request } = file
  const done = Math.min(...columns.map((column) => column?.done ?? 0))
  return [
    ...(done < request.images.length ? [incomplete(request, done)] : []),
    ...networksOf(file, catalogue).flatMap((network) => [...zeroGradients(network), ...weaker(network)]),
    ...ties(file, shown),
  ]
}

/** A network of the study with all its numbers of draws, fewest first. */
interface Network {
  readonly family: Family
  readonly columns: readonly StudyColumn[]
  /** Mean L∞ of its attacks, with the most draws. */
  readonly linf: number
  /** The largest of the study. */
  readonly strongest: number
}

function networksOf({ columns, summary }: StudyFile, { models }: Catalogue): readonly Network[] {
  const strongest = Math.max(0, ...summary.map((row) => row?.linf ?? 0))
  const begun = columns.filter((column) => column !== null)
  return [...grouped(begun, ({ subject }) => subject.model)].flatMap(([id, some]) => {
    const family = models.find((model) => model.id === id)?.family
    if (!family) return []
    const sorted = some.toSorted((a, b) => a.subject.draws - b.subject.draws)
    const linf = summary[columns.indexOf(sorted.at(-1)!)]!.linf
    return [{ family, columns: sorted, linf, strongest }]
  })
}

function zeroGradients({ family, columns }: Network): readonly string[] {
  const found = columns.flatMap(({ subject, values }) => {
    const blind = blindness(values)
    return blind ? [{ count: subject.draws, ...blind }] : []
  })
  const most = found.at(-1)
  const blind = found.filter(({ images }) => images > 0)
  if (!most || (most.draws < fewDraws && blind.length === 0)) return []
  const w = words.warnings
  const images =
    found.length === 1
      ? blind.map((each) => percentText(each.images))
      : blind.map((each) => w.ofDraws(percentText(each.images), each.count))
  const effect =
    blind.length > 0
      ? w.blind(
          images.join(', '),
          blind.some(({ moved }) => moved),
        )
      : ''
  return [
    isBayesian(family)
      ? w.zeroDraws(networkText(family, most.count), percentText(most.draws), effect)
      : w.zero(networkText(family, most.count), effect),
  ]
}

function weaker({ family, columns, linf, strongest }: Network): readonly string[] {
  if (linf >= comparable * strongest) return []
  const name = networkText(family, columns.at(-1)!.subject.draws)
  return [words.warnings.weaker(name, shareText(linf), shareText(strongest))]
}

/** By rule, where a network and layer have most of them; one number where the rules agree. */
function ties({ columns, request }: StudyFile, shown?: Shown): readonly string[] {
  const w = words.warnings
  const shares = request.readouts.flatMap(({ rule, layer }, readout) =>
    shown && !(shown.rules.includes(rule.id) && shown.layers.includes(layer))
      ? []
      : {
          rule: words.rule[rule.id] ?? rule.id,
          share: Math.max(0, ...columns.map((column) => (column ? tiedShare(column, readout) : 0))),
        },
  )
  const rules = [...grouped(shares, ({ rule }) => rule)].map(([rule, each]) => {
    const share = Math.max(...each.map((one) => one.share))
    return { rule, text: percentText(share), many: share >= manyTies }
  })
  const many = rules.filter((each) => each.many)
  if (many.length === 0) return []
  const agree = rules.length > 1 && rules.every(({ text }) => text === rules[0]!.text)
  return [w.ties(agree ? rules[0]!.text : many.map(({ text, rule }) => w.ofRule(text, rule)).join(', '))]
}

function tiedShare({ values, done }: StudyColumn, readout: number): number {
  return values.readouts[readout]!.ties.filter((count) => count > 0).length / done
}

/** Balanced images come class by class: the first of them are of a few classes only. */
function incomplete({ images, sample }: StudyFile['request'], done: number): string {
  return words.incomplete(done, images.length, sample.kind === 'balanced')
}
