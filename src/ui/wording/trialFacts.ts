import type { Catalogue } from '../../domain/catalogue.ts'
import type { Provenance, TrialRequest } from '../../domain/trial.ts'
import type { Caption } from '../../plots/export/caption.ts'
import type { Source } from '../../store/choices.ts'
import { t } from '../messages.ts'
import { choiceText } from './choiceText.ts'
import { protocolText, strengthText } from './studyFacts.ts'

const w = t.export.facts

export interface TrialFactsInput {
  readonly request: TrialRequest
  readonly catalogue: Catalogue
  readonly dataset: string
  readonly source: Source
  /** Who computed it, for each network. */
  readonly networks: readonly {
    readonly model: string
    readonly draws: number
    readonly provenance: Provenance
  }[]
}

/** What one attack on one image was asked: what a picture of it must say. The explanation is said apart. */
export function trialFacts({
  request,
  catalogue,
  dataset,
  source,
  networks,
}: TrialFactsInput): Caption['facts'] {
  const { attack, k, seed, strength, source: madeOn } = request
  const hosts = new Set(
    networks.map(({ provenance: { backend, version } }) => `${backend}, version ${version}`),
  )
  return [
    [w.image, source.kind === 'test' ? `${dataset}, ${t.rail.testImage(source.index)}` : w[source.kind]],
    [w.networks, networks.map((each) => `${each.model}, ${t.bench.draws(each.draws)}`).join('; ')],
    [w.attack, choiceText(catalogue.attacks, attack)],
    ...(madeOn ? [[w.madeOn, madeOn.model] as const] : []),
    ...(strength ? [[w.strength, strengthText(strength)] as const] : []),
    [w.k, `${k} %`],
    [w.protocol, protocolText(request)],
    [w.seed, String(seed)],
    [w.control, w.controlText],
    [w.computed, [...hosts].join('; ')],
    [
      w.checksums,
      networks.map(({ model, provenance }) => `${model} ${provenance.modelChecksum.slice(0, 12)}`).join('; '),
    ],
  ]
}
