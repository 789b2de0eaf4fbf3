import { Slider } from '@base-ui/react/slider'
import { NumberField, type NumberFieldProps } from './NumberField.tsx'
import { fromSlider, sliderStep, toSlider } from './sliderScale.ts'

/** A number as a slider for the hand and a field for the exact value. */
export function NumberControl(props: NumberFieldProps) {
  const { name, spec, value, onChange } = props
  return (
    <div className="field number" data-control={name}>
      <NumberField {...props} />
      <Slider.Root
        value={toSlider(spec, value)}
        min={toSlider(spec, spec.min)}
        max={toSlider(spec, spec.max)}
        step={sliderStep(spec)}
        onValueChange={(at) => onChange(fromSlider(spec, at))}
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
    </div>
  )
}
