import type { CSSProperties } from 'react'
import { NumberField, type NumberFieldProps } from './NumberField.tsx'
import { fromSlider, sliderStep, toSlider } from './sliderScale.ts'

/** A number as a slider for the hand and a field for the exact value. */
export function NumberControl(props: NumberFieldProps) {
  const { name, spec, value, onChange } = props
  const [min, max, at] = [spec.min, spec.max, value].map((each) => toSlider(spec, each)) as [
    number,
    number,
    number,
  ]
  return (
    <div className="field number" data-control={name}>
      <NumberField {...props} />
      <input
        type="range"
        className="slider"
        aria-label={spec.label}
        aria-valuetext={String(value)}
        min={min}
        max={max}
        step={sliderStep(spec)}
        value={at}
        style={{ '--filled': `${(100 * (at - min)) / (max - min)}%` } as CSSProperties}
        onChange={(event) => onChange(fromSlider(spec, event.target.valueAsNumber))}
      />
    </div>
  )
}
