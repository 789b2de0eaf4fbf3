import { startTransition, useEffect, useRef, useState } from 'react'

/**
 * `value`, taken over at most once in `ms` while `busy`, at once otherwise: for what is dear to draw.
 * Drawing gives way to whatever a person does, but not for ever: a transition that is put off again and again
 * is made in the end, a deferred value is not.
 */
export function useThrottled<T>(value: T, busy: boolean, ms: number): T {
  const [taken, setTaken] = useState(value)
  const last = useRef(0)
  useEffect(() => {
    const wait = busy ? Math.max(0, last.current + ms - performance.now()) : 0
    const timer = setTimeout(() => {
      last.current = performance.now()
      startTransition(() => setTaken(() => value))
    }, wait)
    return () => clearTimeout(timer)
  }, [value, busy, ms])
  return taken
}
