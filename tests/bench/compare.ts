/** Times contestants in turn within one run, so that whatever else the machine does hits all of them alike. */

export interface Timing {
  /** Milliseconds. */
  readonly median: number
  readonly best: number
}

export interface Contest {
  readonly name: string
  readonly flop: number
  /** Of the right operand. */
  readonly bytes: number
  readonly timings: Readonly<Record<string, Timing>>
}

const rounds = 5
const least = 20 // milliseconds a turn, so that the clock's grain does not matter

export function compare(contestants: Readonly<Record<string, () => void>>): Readonly<Record<string, Timing>> {
  const entries = Object.entries(contestants).map(([name, run]) => {
    run() // the first run compiles
    return { name, run, times: Math.ceil(least / Math.max(1e-3, once(run, 1))), turns: [] as number[] }
  })
  for (let round = 0; round < rounds; round++)
    for (const { run, times, turns } of entries) turns.push(once(run, times))
  return Object.fromEntries(entries.map(({ name, turns }) => [name, timing(turns)]))
}

/** One line a contestant: milliseconds, GFLOP/s, GB/s of the right operand, and how many times faster than the first. */
export function table(contests: readonly Contest[]): string {
  return contests
    .map(({ name, flop, bytes, timings }) => {
      const [first] = Object.values(timings)
      const lines = Object.entries(timings).map(([who, { median, best }]) => {
        const rates = [flop / median / 1e6, bytes / median / 1e6].map((rate) => rate.toFixed(1).padStart(6))
        const ratios = [first!.median / median, first!.best / best].map((ratio) =>
          ratio.toFixed(2).padStart(7),
        )
        const times = `${median.toFixed(2).padStart(9)} ms (best ${best.toFixed(2)})`.padEnd(30)
        return `  ${who.padEnd(14)}${times}${rates[0]} GFLOP/s ${rates[1]} GB/s ${ratios[0]} × (best ${ratios[1]} ×)`
      })
      return [name, ...lines].join('\n')
    })
    .join('\n')
}

function once(run: () => void, times: number): number {
  const start = performance.now()
  for (let i = 0; i < times; i++) run()
  return (performance.now() - start) / times
}

function timing(turns: readonly number[]): Timing {
  const sorted = [...turns].sort((a, b) => a - b)
  return { median: sorted[sorted.length >> 1]!, best: sorted[0]! }
}
