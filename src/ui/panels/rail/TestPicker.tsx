import { useStore } from 'zustand'
import { areWords } from '../../../domain/classNames.ts'
import { setSource } from '../../../store/changes.ts'
import type { Scene } from '../../../store/scene.ts'
import { imageSpec } from '../../../store/url.ts'
import { NumberField } from '../../controls/NumberField.tsx'
import { t } from '../../messages.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { nextOf } from './nextOf.ts'

/** A picture of the test set: by number, the next of a class, or at random. */
export function TestPicker({ scene }: { scene: Scene }) {
  const lab = useLab()
  const make = useChange()
  const labels = useStore(lab.offer.store, (offer) => offer.labels[scene.dataset.id])
  const { dataset, source } = scene
  const index = source.kind === 'test' ? source.index : 0
  const go = (to: number) => make(setSource({ kind: 'test', index: (to + dataset.count) % dataset.count }))
  return (
    <div className="test-picker">
      <fieldset className="classes" data-words={areWords(dataset.classes)}>
        <legend className="field-label">{t.rail.ofClass}</legend>
        {dataset.classes.map((name, value) => (
          <button
            key={name}
            type="button"
            className="chip"
            disabled={!labels}
            aria-pressed={source.kind === 'test' && labels?.[index] === value}
            onClick={() => labels && go(nextOf(labels, value, index))}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <div className="row picker-row">
        <NumberField
          owner="scene"
          name="image"
          spec={{ ...imageSpec(dataset.count), label: t.rail.index }}
          value={index}
          onChange={go}
        />
        <button type="button" className="button" aria-label={t.rail.previous} onClick={() => go(index - 1)}>
          ‹
        </button>
        <button type="button" className="button" aria-label={t.rail.next} onClick={() => go(index + 1)}>
          ›
        </button>
        <button type="button" className="button" onClick={() => go(randomBelow(dataset.count))}>
          {t.rail.random}
        </button>
      </div>
    </div>
  )
}

// the person's dice, not the computation's: where it falls is written in the link
function randomBelow(count: number): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! % count
}
