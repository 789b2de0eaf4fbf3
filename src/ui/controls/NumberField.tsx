import { type KeyboardEvent, useId, useState } from 'react'
import { check, type IntegerSpec, parseText, type RealSpec } from '../../domain/parameters.ts'
import { messageOf } from '../../store/lanes.ts'
import { Help } from './Help.tsx'

export interface NumberFieldProps {
  /** Whose parameter it is, as in "attack pgd". */
  readonly owner: string
  readonly name: string
  readonly spec: RealSpec | IntegerSpec
  readonly value: number
  readonly onChange: (value: number) => void
}

/** An exact number; what is out of range is answered below and changes nothing. */
export function NumberField({ owner, name, spec, value, onChange }: NumberFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const complaint = typed === null ? null : refusal(owner, name, spec, typed)

  function commit() {
    if (typed === null || complaint !== null) return
    setTyped(null)
    const next = parseText(spec, typed) as number
    if (next !== value) onChange(next)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape') setTyped(null)
  }
  return (
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
        data-parameter={name}
        inputMode="decimal"
        autoComplete="off"
        value={typed ?? String(value)}
        aria-invalid={complaint !== null}
        aria-describedby={complaint === null ? undefined : `${id}-complaint`}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
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
