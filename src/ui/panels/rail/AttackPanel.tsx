import { useStore } from 'zustand'
import { pick, setParameter } from '../../../store/changes.ts'
import type { Scene } from '../../../store/scene.ts'
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
  return (
    <Section title={t.rail.attack}>
      <EntryMenu
        label={t.rail.attack}
        entries={attacks}
        chosen={entry}
        onChange={(id) => make(pick('attack', id))}
      />
      <ParameterControls
        owner={`attack ${entry.id}`}
        specs={entry.parameters}
        values={values}
        onChange={(name, value) => make(setParameter('attack', name, value))}
      />
    </Section>
  )
}
