import { useEffect, useMemo, useState } from 'react'
import type { Picture } from '../../../domain/image.ts'
import { useLab } from '../../useLab.tsx'

/** Pictures of a test set by their place in it, as they come in; one that cannot be read stays away. */
export function useTestImages(dataset: string, places: readonly number[]): ReadonlyMap<number, Picture> {
  const { engine } = useLab()
  const wanted = useMemo(() => [...new Set(places)].join(','), [places])
  const [known, setKnown] = useState<ReadonlyMap<string, Picture>>(new Map())
  useEffect(() => {
    let here = true
    for (const place of wanted ? wanted.split(',').map(Number) : [])
      engine.testImage(dataset, place).then(
        ({ picture }) => {
          if (here) setKnown((before) => new Map(before).set(`${dataset} ${place}`, picture))
        },
        () => {}, // its numbers still stand there
      )
    return () => {
      here = false
    }
  }, [engine, dataset, wanted])
  return useMemo(
    () =>
      new Map(
        [...known].flatMap(([name, picture]) => {
          const [of, place] = name.split(' ')
          return of === dataset ? [[Number(place), picture] as const] : []
        }),
      ),
    [known, dataset],
  )
}
