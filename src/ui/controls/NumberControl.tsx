import { Slider } from '@base-ui/react/slider'
import { type KeyboardEvent, useId, useState } from 'react'
import { check, type IntegerSpec, parseText, type RealSpec } from '../../domain/parameters.ts'
import { messageOf } from '../../store/lanes.ts'
import { Help } from './Help.tsx'
import { fromSlider, sliderStep, toSlider } from './sliderScale.ts'

export interface NumberControlProps {
  /** Whose parameter it is, as in "attack pgd". */
  readonly owner: string
  readonly name: string
  readonly spec: RealSpec | IntegerSpec
  readonly value: number
  readonly onChange: (value: number) => void
}

/** A number as a slider for the hand and a field for the exact value. */
export function NumberControl({ owner, name, spec, value, onChange }: NumberControlProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const complaint = typed === null ? null : refusal(owner, name, spec, typed)

  function commit() {
    if (typed === null) return
    if (complaint === null) {
      onChange(parseText(spec, typed) as number)
      setTyped(null)
    }
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape') setTyped(null)
  }
  return (
    <div className="field number" data-control={`${owner} ${name}`}>
      <div className="number-head">
        <label className="field-label" htmlFor={id}>
          {spec.label}
          {spec.symbol && <i className="math"> {spec.symbol}</i>}
          {spec.unit && <span className="unit"> {spec.unit}</span>}
        </label>
        {spec.help && <Help about={spec.label}>{spec.help}</Help>}
        <input
          id={id}
          className="number-field"
          inputMode="decimal"
          autoComplete="off"
          value={typed ?? String(value)}
          aria-invalid={complaint !== null}
          aria-describedby={complaint === null ? undefined : `${id}-complaint`}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={onKeyDown}
        />
      </div>
      <Slider.Root
        value={toSlider(spec, value)}
        min={toSlider(spec, spec.min)}
        max={toSlider(spec, spec.max)}
        step={sliderStep(spec)}
        onValueChange={(at) => {
          setTyped(null)
          onChange(fromSlider(spec, at))
        }}
      >
        <Slider.Control className="slider-control">
          <Slider.Track className="slider-track">
            <Slider.Indicator className="slider-indicator" />
            <Slider.Thumb
              className="slider-thumb"
              aria-label={spec.label}
              getAriaValueText={() => String(value)}
            />
          </Slider.Track>
        </Slider.Control>
      </Slider.Root>
      {complaint !== null && (
        <p className="complaint" id={`${id}-complaint`} role="alert">
          {complaint}
        </p>
      )}
    </div>
  )
}

function refusal(owner: string, name: string, spec: RealSpec | IntegerSpec, text: string): string | null {
  try {
    check(owner, name, spec, parseText(spec, text))
    return null
  } catch (error) {
    return messageOf(error)
  }
}
