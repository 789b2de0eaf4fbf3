/** What a picture says of itself wherever it goes: into its file too. */
export interface Caption {
  readonly title: string
  /** Name and value, as a person reads them: ['attack', 'FGSM, ε 0.2']. */
  readonly facts: readonly (readonly [name: string, value: string])[]
}

/** One line a fact, the title first. */
export function captionLines({ title, facts }: Caption): readonly string[] {
  return [title, ...facts.map(([name, value]) => `${name}: ${value}`)]
}
