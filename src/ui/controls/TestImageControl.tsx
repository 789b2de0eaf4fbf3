import { useEffect, useState } from 'react'
import type { Picture } from '../../domain/image.ts'
import type { TestImageSpec } from '../../domain/parameters.ts'
import { PictureView } from '../../plots/PictureView.tsx'
import { imageSpec } from '../../store/url.ts'
import { useLab, useScene } from '../useLab.tsx'
import { NumberField } from './NumberField.tsx'

export interface TestImageControlProps {
  readonly owner: string
  readonly name: string
  readonly spec: TestImageSpec
  readonly value: number
  readonly onChange: (value: number) => void
}

/** An image of the test set by its number, shown small. */
export function TestImageControl({ owner, name, spec, value, onChange }: TestImageControlProps) {
  const { engine } = useLab()
  const dataset = useScene()?.dataset
  const id = dataset?.id
  const [picture, setPicture] = useState<Picture | null>(null)
  useEffect(() => {
    let wanted = true
    if (id === undefined) return
    engine.testImage(id, value).then(
      (image) => wanted && setPicture(image.picture),
      () => wanted && setPicture(null), // the number alone still says which one
    )
    return () => {
      wanted = false
    }
  }, [engine, id, value])
  return (
    <div className="field test-image" data-control={name}>
      <NumberField
        {...{ owner, name, value, onChange }}
        spec={{ ...imageSpec(dataset?.count ?? 1), ...described(spec), default: spec.default }}
      />
      <div className="test-image-picture">
        {picture && <PictureView picture={picture} stage="target" label={`${spec.label} ${value}`} />}
      </div>
    </div>
  )
}

function described({ label, help }: TestImageSpec) {
  return help === undefined ? { label } : { label, help }
}
