import { useStore } from 'zustand'
import type { ScaleScope } from '../../../domain/scale.ts'
import { ColorLegend } from '../../../plots/ColorLegend.tsx'
import { pick, setLayer, setParameter, setScene } from '../../../store/changes.ts'
import { sceneSpecs } from '../../../store/choices.ts'
import type { Scene } from '../../../store/scene.ts'
import { Menu } from '../../controls/Menu.tsx'
import { NumberControl } from '../../controls/NumberControl.tsx'
import { ParameterControls } from '../../controls/ParameterControls.tsx'
import { Segmented } from '../../controls/Segmented.tsx'
import { t } from '../../messages.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { EntryMenu } from './EntryMenu.tsx'
import { Section } from './Section.tsx'

export function ExplanationPanel({ scene }: { scene: Scene }) {
  const lab = useLab()
  const make = useChange()
  const rules = useStore(lab.offer.store, (offer) => offer.catalogue?.rules ?? [])
  const { entry, values } = scene.rule
  return (
    <Section title={t.rail.explanation}>
      <EntryMenu
        label={t.layers.rule}
        entries={rules}
        chosen={entry}
        onChange={(id) => make(pick('rule', id))}
      />
      <ParameterControls
        owner={`rule ${entry.id}`}
        specs={entry.parameters}
        values={values}
        onChange={(name, value) => make(setParameter('rule', name, value))}
      />
      <LayerMenu scene={scene} />
      <NumberControl
        owner="scene"
        name="k"
        spec={sceneSpecs.k}
        value={scene.k}
        onChange={(k) => make(setScene('k', k))}
      />
      <Segmented<ScaleScope>
        label={sceneSpecs.scope.label}
        value={scene.scope}
        options={sceneSpecs.scope.options}
        onChange={(scope) => make(setScene('scope', scope))}
      />
      <ColorLegend scope={scene.scope} scale={null} />
    </Section>
  )
}

/** Layers by the names of the first network; in the Layers view, what an attack on the explanation attacks. */
function LayerMenu({ scene }: { scene: Scene }) {
  const make = useChange()
  const layers = (scene.view === 'layers' ? scene.model : scene.models[0])?.layers ?? []
  if (layers.length === 0) return null // no network yet
  const options = layers.map((name, index) => ({
    value: String(index),
    label: index === layers.length - 1 ? t.rail.output : name,
  }))
  return (
    <Menu
      label={t.rail.layer}
      value={String(scene.layer ?? layers.length - 1)}
      options={options}
      onChange={(layer) => make(setLayer(Number(layer), layers.length))}
    />
  )
}
