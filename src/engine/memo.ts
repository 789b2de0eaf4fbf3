/** Remembers the latest few answers by a key that says everything they depend on. */
export interface Memo<T> {
  get(key: string, make: () => Promise<T>): Promise<T>
}

/** Keeps `size` answers, the least recently used given up first; failures are not kept. */
export function memo<T>(size: number): Memo<T> {
  const answers = new Map<string, T>()
  return {
    async get(key, make) {
      const known = answers.get(key)
      const answer = known ?? (await make())
      answers.delete(key)
      answers.set(key, answer)
      if (answers.size > size) answers.delete(answers.keys().next().value!)
      return answer
    },
  }
}
