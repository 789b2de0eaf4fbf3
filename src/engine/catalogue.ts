import type { Attack } from '../core/attacks/attack.ts'
import { attacks } from '../core/attacks/index.ts'
import { datasets } from '../core/datasets/index.ts'
import { rules } from '../core/lrp/rules/index.ts'
import { metrics } from '../core/metrics/index.ts'
import { type AffineSpec, affineLayers, parameterCount, shapeAfter } from '../core/nn/architecture.ts'
import { architecture, architectures } from '../core/nn/architectures/index.ts'
import type {
  ArchitectureEntry,
  AttackEntry,
  AttackGroup,
  Catalogue,
  CatalogueEntry,
  Family,
  LayerEntry,
  ModelEntry,
} from '../domain/catalogue.ts'
import type { ModelIndex, ModelSummary } from '../domain/modelCard.ts'
import type { ParameterSpecs } from '../domain/parameters.ts'

/** Every registry and every model as plain data: what a page or a command line draws its controls from. */
export function catalogue(index: ModelIndex): Catalogue {
  return {
    rules: rules.entries.map(entryOf),
    attacks: attacks.entries.map(attackOf),
    metrics: metrics.entries.map(({ measure: _, ...metric }) => metric),
    datasets: datasets.entries.map((dataset) => ({
      id: dataset.id,
      label: dataset.label,
      classes: dataset.classes,
      shape: dataset.shape,
      count: dataset.testImages,
      drawable: dataset.drawable,
    })),
    models: index.models.map(modelOf),
    architectures: architectures.entries.flatMap(({ id, published }) =>
      published.map((hidden) => architectureOf(id, hidden)),
    ),
  }
}

function entryOf({ id, label, source, summary, parameters }: CatalogueEntry): CatalogueEntry {
  return { id, label, source, summary, parameters }
}

function attackOf(attack: Attack<ParameterSpecs>): AttackEntry {
  return { ...entryOf(attack), group: groupOf(attack), drives: attack.drives ?? null }
}

function groupOf({ aim, protocol }: Attack<ParameterSpecs>): AttackGroup {
  if (protocol === 'released') return 'released'
  return aim === 'nothing' ? 'control' : aim
}

function modelOf(model: ModelSummary): ModelEntry {
  const { id, label, dataset, protocol, hidden, draws, accuracy, bytes } = model
  const layers = affineLayers(architecture(model.architecture, hidden).layers).map(layerName)
  const family = familyOf(model)
  return {
    id,
    label,
    family,
    protocol,
    dataset,
    architecture: model.architecture,
    hidden,
    draws,
    accuracy,
    bytes,
    layers,
  }
}

function architectureOf(id: string, hidden: number): ArchitectureEntry {
  const { label, source } = architectures.get(id)
  const { layers, input } = architecture(id, hidden)
  let output = input
  const entries = layers.map((spec): LayerEntry => {
    output = shapeAfter(spec, output)
    const { kind } = spec
    return {
      kind,
      ...('size' in spec && { size: spec.size }),
      ...('stride' in spec && { stride: spec.stride }),
      ...('slope' in spec && { slope: spec.slope }),
      output,
      parameters: parameterCount([spec]),
    }
  })
  return { id, label, source, hidden, layers: entries }
}

function familyOf({ id, method }: ModelSummary): Family {
  const families: Readonly<Record<string, Family>> = {
    det: 'det',
    adversarial: 'adv',
    adv: 'adv',
    vi: 'vi',
    hmc: 'hmc',
  }
  const family = families[method] ?? families[method.split('-')[0]!]
  if (!family)
    throw new RangeError(
      `model ${id}: unknown method ${method}; expected ${Object.keys(families).join(', ')}`,
    )
  return family
}

function layerName(spec: AffineSpec, index: number, all: readonly AffineSpec[]): string {
  if (index === all.length - 1) return 'output'
  const kind = spec.kind === 'dense' ? 'dense' : 'convolution'
  return `${kind} ${index + 1}`
}
