import { useStore } from 'zustand'
import { families, type ModelEntry } from '../../../domain/catalogue.ts'
import { grouped } from '../../../domain/grouped.ts'
import { addModel, removeModel, setScene } from '../../../store/changes.ts'
import { sceneSpecs } from '../../../store/choices.ts'
import type { Scene } from '../../../store/scene.ts'
import { setStudy, setStudyList } from '../../../store/studyChanges.ts'
import { drawCounts, studySpecs } from '../../../store/studyChoices.ts'
import { chosenLayers, layersOf } from '../../../store/studyRequest.ts'
import { ModelMark } from '../../controls/ModelMark.tsx'
import { NumberControl } from '../../controls/NumberControl.tsx'
import { NumberField } from '../../controls/NumberField.tsx'
import { ParameterControls } from '../../controls/ParameterControls.tsx'
import { t } from '../../messages.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { AttackPanel } from '../rail/AttackPanel.tsx'
import { ConventionsPanel } from '../rail/ConventionsPanel.tsx'
import { RuleControls } from '../rail/RuleControls.tsx'
import { Section } from '../rail/Section.tsx'
import { Ticks } from './Ticks.tsx'
import { words } from './words.ts'

/** What a study is made of: images, networks, and the scene's own attack, explanation and conventions. */
export function StudyPanels({ scene }: { scene: Scene }) {
  return (
    <>
      <ImagesPanel scene={scene} />
      <NetworksPanel scene={scene} />
      <AttackPanel scene={scene} />
      <ReadoutsPanel scene={scene} />
      <ConventionsPanel scene={scene} />
    </>
  )
}

const { sample, count, draw } = studySpecs
const sampleSpecs = { sample, count }

function ImagesPanel({ scene }: { scene: Scene }) {
  const make = useChange()
  return (
    <Section title={words.images}>
      <ParameterControls
        owner="study"
        specs={sampleSpecs}
        values={scene.study.values}
        onChange={(name, value) => make(setStudy(name as keyof typeof sampleSpecs, value))}
      />
      {scene.study.values.sample === 'balanced' && (
        <NumberField
          owner="study"
          name="draw"
          spec={draw}
          value={scene.study.values.draw}
          onChange={(value) => make(setStudy('draw', value))}
        />
      )}
    </Section>
  )
}

function NetworksPanel({ scene }: { scene: Scene }) {
  const lab = useLab()
  const make = useChange()
  const models = useStore(lab.offer.store, (offer) => offer.catalogue?.models ?? [])
  const own = models.filter(({ dataset }) => dataset === scene.dataset.id).toSorted(inOrder)
  const architectures = grouped(own, ({ architecture, hidden }) => t.bench.architecture(architecture, hidden))
  const chosen = scene.models.map(({ id }) => id)
  const draws = scene.study.draws ?? [scene.draws]
  const counts = [...new Set<number>([...drawCounts, ...draws])].toSorted((a, b) => a - b)
  if (own.length === 0) return <p className="note">{words.noNetworks(scene.dataset.label)}</p>
  return (
    <Section title={words.networks}>
      {[...architectures].map(([architecture, models]) => (
        <Ticks
          key={architecture}
          label={architecture}
          stacked
          options={models.map(({ id, family, label }) => ({
            value: id,
            label: (
              <>
                <ModelMark family={family} /> {label}
              </>
            ),
          }))}
          chosen={chosen}
          onToggle={(id, on) => make(on ? addModel(id) : removeModel(id))}
        />
      ))}
      <Ticks
        label={words.draws}
        help={words.drawsHelp}
        options={counts.map((value) => ({ value: String(value), label: value }))}
        chosen={draws.map(String)}
        onToggle={(value, on) => {
          const others = draws.filter((each) => each !== Number(value))
          make(setStudyList('draws', on ? [...others, Number(value)].toSorted((a, b) => a - b) : others))
        }}
      />
    </Section>
  )
}

/** What compares stands together: one architecture after the other, its families in the order of columns. */
function inOrder(a: ModelEntry, b: ModelEntry): number {
  return (
    a.architecture.localeCompare(b.architecture) ||
    families.indexOf(a.family) - families.indexOf(b.family) ||
    a.protocol.localeCompare(b.protocol)
  )
}

function ReadoutsPanel({ scene }: { scene: Scene }) {
  const lab = useLab()
  const make = useChange()
  const rules = useStore(lab.offer.store, (offer) => offer.catalogue?.rules ?? [])
  const aims = useStore(
    lab.offer.store,
    (offer) => offer.catalogue?.attacks.find(({ id }) => id === scene.attack.entry.id)?.drives != null,
  )
  const ids = rules.map(({ id }) => id)
  const chosenRules = ids.filter((id) => scene.study.rules?.includes(id) ?? true)
  const layers = chosenLayers(scene)
  const names = scene.models[0]?.layers ?? []
  return (
    <Section title={words.explanation}>
      <Ticks
        label={words.rules}
        help={words.rulesHelp}
        options={rules.map(({ id, label }) => ({ value: id, label }))}
        chosen={chosenRules}
        onToggle={(id, on) =>
          make(
            setStudyList(
              'rules',
              ids.filter((each) => (each === id ? on : chosenRules.includes(each))),
            ),
          )
        }
      />
      <Ticks
        label={words.layers}
        options={Array.from({ length: layersOf(scene) }, (_, layer) => ({
          value: String(layer),
          label: layer === names.length - 1 ? t.rail.output : (names[layer] ?? layer + 1),
        }))}
        chosen={layers.map(String)}
        onToggle={(value, on) => {
          const others = layers.filter((each) => each !== Number(value))
          make(setStudyList('layers', on ? [...others, Number(value)].toSorted((a, b) => a - b) : others))
        }}
      />
      <NumberControl
        owner="scene"
        name="k"
        spec={sceneSpecs.k}
        value={scene.k}
        onChange={(k) => make(setScene('k', k))}
      />
      {aims && <Aim scene={scene} />}
    </Section>
  )
}

/** The explanation that an attack on explanations changes. */
function Aim({ scene }: { scene: Scene }) {
  return (
    <>
      <p className="note">{words.aim}</p>
      <RuleControls scene={scene} />
    </>
  )
}
