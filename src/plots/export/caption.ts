/** What a picture says of itself wherever it goes: into its file too. */
export interface Caption {
  readonly title: string
  /** Name and value, as a person reads them: ['attack', 'FGSM, ε 0.2']. */
  readonly facts: readonly (readonly [name: string, value: string])[]
}

/** The facts by name; several of one name stand behind each other. */
export function factsByName({ facts }: Caption): Readonly<Record<string, string>> {
  const byName = new Map<string, string>()
  for (const [name, value] of facts) {
    const before = byName.get(name)
    byName.set(name, before === undefined ? value : `${before}; ${value}`)
  }
  return Object.fromEntries(byName)
}

/** One line a fact, the title first. */
export function captionLines({ title, facts }: Caption): readonly string[] {
  return [title, ...facts.map(([name, value]) => `${name}: ${value}`)]
}
