import { useState } from 'react'
import { useStore } from 'zustand'
import type { DatasetEntry } from '../../../domain/catalogue.ts'
import {
  type Conventions,
  conventionSpecs,
  conventionsOf,
  type ProtocolId,
} from '../../../domain/conventions.ts'
import { flip, resetFlips, setProtocol, setScene } from '../../../store/changes.ts'
import { sceneSpecs } from '../../../store/choices.ts'
import type { Scene } from '../../../store/scene.ts'
import { Help } from '../../controls/Help.tsx'
import { Menu, type MenuOption } from '../../controls/Menu.tsx'
import { NumberField } from '../../controls/NumberField.tsx'
import { Segmented } from '../../controls/Segmented.tsx'
import { t } from '../../messages.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { Section } from './Section.tsx'

/** The protocol as a whole, and every convention alone. */
export function ConventionsPanel({ scene }: { scene: Scene }) {
  const lab = useLab()
  const make = useChange()
  const flipped = useStore(lab.choices, (choices) => choices.flipped)
  const names = Object.keys(conventionSpecs) as (keyof Conventions)[]
  const count = Object.keys(flipped).length
  // stays as the reader left it: taking the last flip back must not take the list away
  const [open, setOpen] = useState(count > 0)
  return (
    <Section title={t.rail.conventions}>
      <Segmented<ProtocolId>
        label={t.top.protocol}
        hideLabel
        value={scene.protocol}
        options={sceneSpecs.protocol.options}
        onChange={(protocol) => make(setProtocol(protocol))}
      />
      <p className="note">{t.rail.flipHelp}</p>
      {count > 0 && (
        <button type="button" className="button quiet" onClick={() => make(resetFlips)}>
          {t.rail.resetFlips}
        </button>
      )}
      <details className="conventions" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {t.rail.advanced(names.length)}
          {count > 0 && <span className="flipped-mark">{t.top.flipped(count)}</span>}
        </summary>
        {names.map((name) => (
          <Convention key={name} name={name} scene={scene} flipped={name in flipped} />
        ))}
        <NumberField
          owner="scene"
          name="seed"
          spec={sceneSpecs.seed}
          value={scene.seed}
          onChange={(seed) => make(setScene('seed', seed))}
        />
      </details>
    </Section>
  )
}

interface ConventionProps {
  readonly name: keyof Conventions
  readonly scene: Scene
  readonly flipped: boolean
}

function Convention({ name, scene, flipped }: ConventionProps) {
  const make = useChange()
  const value = scene.conventions[name]
  const spec = conventionSpecs[name]
  const help = 'help' in spec ? spec.help : undefined
  return (
    <div className="convention" data-convention={name} data-flipped={flipped}>
      <Menu
        label={spec.label}
        value={value}
        options={optionsOf(name, scene.dataset)}
        onChange={(chosen) => make(flip(name, chosen))}
        mark={flipped && <span className="flipped-mark">{t.rail.flippedMark}</span>}
      />
      {help && <Help about={spec.label}>{help}</Help>}
      <Flip name={name} scene={scene} />
    </div>
  )
}

/** A fixed class to explain goes by its name; a number that no class has is no choice. */
function optionsOf(name: keyof Conventions, { classes }: DatasetEntry): readonly MenuOption[] {
  const { options } = conventionSpecs[name]
  if (name !== 'explainedClass') return options
  return options.flatMap((option) => {
    const place = Number(option.value)
    if (Number.isNaN(place)) return [option]
    const label = classes[place]
    return label === undefined ? [] : [{ value: option.value, label: t.rail.classOption(label) }]
  })
}

/** The value that the other protocol has, in one click, and back in another; nothing where both agree. */
function Flip({ name, scene }: { name: keyof Conventions; scene: Scene }) {
  const make = useChange()
  const other = scene.protocol === 'defined' ? 'released' : 'defined'
  const [here, there] = [conventionsOf(scene.protocol)[name], conventionsOf(other)[name]]
  if (here === there) return null
  const isThere = scene.conventions[name] === there
  const { label } = conventionSpecs[name]
  return (
    <button
      type="button"
      className="link-button flip"
      aria-label={t.rail.flipTo(label, t.rail.otherProtocol[isThere ? scene.protocol : other])}
      onClick={() => make(flip(name, isThere ? here : there))}
    >
      {isThere ? t.rail.flipBack : t.rail.flip}
    </button>
  )
}
