import { useStore } from 'zustand'
import { pick, setMadeOn, setParameter, setScene } from '../../../store/changes.ts'
import { sceneSpecs } from '../../../store/choices.ts'
import type { Scene } from '../../../store/scene.ts'
import { Menu } from '../../controls/Menu.tsx'
import { ParameterControls } from '../../controls/ParameterControls.tsx'
import { t } from '../../messages.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { EntryMenu } from './EntryMenu.tsx'
import { Section } from './Section.tsx'

export function AttackPanel({ scene }: { scene: Scene }) {
  const lab = useLab()
  const make = useChange()
  const attacks = useStore(lab.offer.store, (offer) => offer.catalogue?.attacks ?? [])
  const { entry, values } = scene.attack
  const groupOf = (id: string) => {
    const group = attacks.find((attack) => attack.id === id)?.group
    return group && t.rail.attackGroups[group]
  }
  return (
    <Section title={t.rail.attack}>
      <EntryMenu
        label={t.rail.attack}
        entries={attacks}
        chosen={entry}
        groupOf={groupOf}
        onChange={(id) => make(pick('attack', id))}
      />
      <ParameterControls
        owner={`attack ${entry.id}`}
        specs={entry.parameters}
        values={values}
        onChange={(name, value) => make(setParameter('attack', name, value))}
      />
      {scene.view !== 'study' && <MadeOnMenu scene={scene} />}
      <Strength scene={scene} />
    </Section>
  )
}

const own = ''

/** Whose gradient the attack follows: each network's own, or one network's for all. */
function MadeOnMenu({ scene: { dataset, madeOn } }: { scene: Scene }) {
  const lab = useLab()
  const make = useChange()
  const models = useStore(lab.offer.store, (offer) => offer.catalogue?.models ?? [])
  const others = models
    .filter((model) => model.dataset === dataset.id)
    .map(({ id, label, architecture, hidden }) => ({
      value: id,
      label: t.rail.madeOnModel(label, architecture, hidden),
    }))
  return (
    <Menu
      label={t.rail.madeOn}
      value={madeOn?.id ?? own}
      options={[{ value: own, label: t.rail.madeOnOwn }, ...others]}
      onChange={(id) => make(setMadeOn(id === own ? null : id))}
    />
  )
}

const strengthSpecs = { strength: sceneSpecs.strength, linf: sceneSpecs.linf, l2: sceneSpecs.l2 }

function Strength({ scene: { strength, linf, l2 } }: { scene: Scene }) {
  const make = useChange()
  return (
    <ParameterControls
      owner="scene"
      specs={strengthSpecs}
      values={{ strength, linf, l2 }}
      onChange={(name, value) => make(setScene(name as keyof typeof strengthSpecs, value))}
    />
  )
}
