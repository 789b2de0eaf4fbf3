import type { ModelEntry } from '../../../domain/catalogue.ts'
import type { Readout } from '../../../domain/study.ts'
import { setStudy } from '../../../store/studyChanges.ts'
import { studySpecs } from '../../../store/studyChoices.ts'
import { Menu } from '../../controls/Menu.tsx'
import { ModelMark } from '../../controls/ModelMark.tsx'
import { Segmented } from '../../controls/Segmented.tsx'
import { useChange } from '../../useLab.tsx'
import { choiceText } from '../../wording/choiceText.ts'
import { layerText } from '../../wording/studyFacts.ts'
import type { Look } from './look.ts'
import { Ticks } from './Ticks.tsx'
import { words } from './words.ts'

export interface LookAtProps {
  readonly look: Look
  readonly classes: readonly string[]
  /** Ids of the columns that are not drawn. */
  readonly hidden: readonly string[]
  readonly onHide: (hidden: readonly string[]) => void
}

/** Which explanation, which images and which networks the figures show. */
export function LookAt({ look, classes, hidden, onHide }: LookAtProps) {
  const make = useChange()
  const { outcome, gradient, class: label } = look.filter
  const knowsGradients = look.result.columns.some((column) => (column?.values.zeroDraws.length ?? 0) > 0)
  return (
    <fieldset className="study-look" data-export="off">
      <legend className="spoken">{words.lookAt}</legend>
      <ReadoutMenus look={look} />
      <Menu
        label={words.class}
        value={String(label ?? -1)}
        options={[
          { value: '-1', label: words.allClasses },
          ...classes.map((name, place) => ({ value: String(place), label: name })),
        ]}
        onChange={(value) => make(setStudy('class', Number(value)))}
      />
      <Segmented<typeof outcome>
        label={words.attackOutcome}
        value={outcome}
        options={studySpecs.outcome.options}
        onChange={(value) => make(setStudy('outcome', value))}
      />
      {knowsGradients && (
        <Segmented<typeof gradient>
          label={words.gradient}
          value={gradient}
          options={studySpecs.gradient.options}
          onChange={(value) => make(setStudy('gradient', value))}
        />
      )}
      <Ticks
        label={words.columns}
        options={look.columns.map(({ id, family, label: name }) => ({
          value: id,
          label: <Named family={family} name={name} />,
        }))}
        chosen={look.visible.map(({ id }) => id)}
        onToggle={(id, on) => {
          if (!on && look.visible.length === 1) return // an empty figure says nothing
          onHide(on ? hidden.filter((each) => each !== id) : [...hidden, id])
        }}
      />
    </fieldset>
  )
}

function Named({ family, name }: { family: ModelEntry['family']; name: string }) {
  return (
    <>
      <ModelMark family={family} /> {name}
    </>
  )
}

/** Rule and layer; a pair that the study does not have gives way to one with the same rule. */
function ReadoutMenus({ look }: { look: Look }) {
  const make = useChange()
  const { request } = look.result
  const { readouts } = request
  const now = readouts[look.readout]!
  const rules = readouts.filter((each, at) => readouts.findIndex((other) => sameRule(each, other)) === at)
  const layers = [...new Set(readouts.map(({ layer }) => layer))].toSorted((a, b) => a - b)
  const go = (wanted: Readout) => {
    const exact = readouts.findIndex((each) => sameRule(each, wanted) && each.layer === wanted.layer)
    const near = readouts.findIndex((each) => sameRule(each, wanted))
    make(setStudy('readout', exact >= 0 ? exact : near))
  }
  return (
    <>
      <Menu
        label={words.rule}
        value={String(rules.findIndex((rule) => sameRule(rule, now)))}
        options={rules.map(({ rule }, at) => ({
          value: String(at),
          label: choiceText(look.catalogue.rules, rule),
        }))}
        onChange={(at) => go({ ...now, rule: rules[Number(at)]!.rule })}
      />
      <Menu
        label={words.layer}
        value={String(now.layer)}
        options={layers.map((layer) => ({
          value: String(layer),
          label: layerText(layer, request, look.catalogue),
        }))}
        onChange={(layer) => go({ ...now, layer: Number(layer) })}
      />
    </>
  )
}

function sameRule(a: Readout, b: Readout): boolean {
  return JSON.stringify(a.rule) === JSON.stringify(b.rule)
}
