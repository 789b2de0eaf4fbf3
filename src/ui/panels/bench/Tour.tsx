import { useEffect, useRef } from 'react'
import type { TrialResult } from '../../../domain/trial.ts'
import { t } from '../../messages.ts'
import { useLab } from '../../useLab.tsx'
import { tourSteps } from './tourSteps.ts'

/** Whether the keyboard's place went with the element that had it. */
function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}

export interface TourProps {
  /** Of the first column. */
  readonly result: TrialResult
  readonly classes: readonly string[]
  readonly step: number
  /** null leaves. */
  readonly onStep: (step: number | null) => void
}

/** Steps through the rows of the table; everything stays usable meanwhile. */
export function Tour({ result, classes, step, onStep }: TourProps) {
  const lab = useLab()
  const panel = useRef<HTMLElement>(null)
  const steps = tourSteps(result, classes)
  const { row, text, pixel } = steps[step]!

  useEffect(() => {
    const opener = document.activeElement
    panel.current?.focus()
    return () => {
      if (isLost() && opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  // the button that was pressed may be gone at the last step
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is what takes the focus away
  useEffect(() => {
    if (isLost()) panel.current?.focus()
  }, [step])
  useEffect(() => {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    const target = document.querySelector<HTMLElement>(`[data-row="${row === 'all' ? 'prediction' : row}"]`)
    const scroller = target?.closest('.bench-scroll')
    const top = target && scroller ? target.offsetTop - (scroller.clientHeight - target.offsetHeight) / 2 : 0
    scroller?.scrollTo({ top, behavior: still ? 'instant' : 'smooth' })
  }, [row])
  useEffect(() => {
    if (pixel === undefined) return
    lab.view.pin(pixel)
    return () => lab.view.pin(null)
  }, [lab, pixel])

  return (
    <section
      ref={panel}
      className="tour"
      tabIndex={-1}
      aria-label={t.tour.title}
      onKeyDown={(event) => event.key === 'Escape' && onStep(null)}
    >
      <p aria-live="polite">{text}</p>
      <div className="row">
        <span className="muted">{t.tour.of(step + 1, steps.length)}</span>
        <button type="button" className="button" disabled={step === 0} onClick={() => onStep(step - 1)}>
          {t.tour.back}
        </button>
        {step < steps.length - 1 && (
          <button type="button" className="button primary" onClick={() => onStep(step + 1)}>
            {t.tour.next}
          </button>
        )}
        <button type="button" className="button quiet" onClick={() => onStep(null)}>
          {t.done}
        </button>
      </div>
    </section>
  )
}
