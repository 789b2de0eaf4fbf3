import { useStore } from 'zustand'
import { pick, setLayer, setParameter } from '../../../store/changes.ts'
import type { Scene } from '../../../store/scene.ts'
import { Menu } from '../../controls/Menu.tsx'
import { ParameterControls } from '../../controls/ParameterControls.tsx'
import { t } from '../../messages.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { EntryMenu } from './EntryMenu.tsx'

/** Rule, its parameters and the layer: what is explained, or what an attack on the explanation attacks. */
export function RuleControls({ scene }: { scene: Scene }) {
  const lab = useLab()
  const make = useChange()
  const rules = useStore(lab.offer.store, (offer) => offer.catalogue?.rules ?? [])
  const { entry, values } = scene.rule
  return (
    <>
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
    </>
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
