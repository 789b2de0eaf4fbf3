import type { ParameterSpecs } from '../domain/parameters.ts'

/** What every entry of every registry says about itself. */
export interface Entry {
  readonly id: string
  readonly label: string
  /** Where it comes from: "Bach et al. 2015". Shown in the interface. */
  readonly source: string
  readonly parameters: ParameterSpecs
}

export interface Registry<E extends { readonly id: string }> {
  /** In the order of menus. */
  readonly entries: readonly E[]
  /** @throws RangeError naming what was asked for and what there is */
  get(id: string): E
}

/** A closed list of entries under a name; the only way from an id to its code. */
export function registry<E extends { readonly id: string }>(
  name: string,
  entries: readonly E[],
): Registry<E> {
  return {
    entries,
    get(id) {
      const entry = entries.find((candidate) => candidate.id === id)
      if (entry) return entry
      throw new RangeError(`unknown ${name} ${id}; expected ${entries.map((each) => each.id).join(', ')}`)
    },
  }
}
