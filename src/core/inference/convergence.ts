/**
 * Diagnostics of several chains, each a series of one quantity.
 * Gelman et al., Bayesian Data Analysis (3rd edition), section 11.4-11.5; Geyer 1992 for the truncation.
 */

/** Split R-hat: every chain cut in two; 1 when within and between agree. NaN below four draws a chain. */
export function splitRHat(chains: readonly (readonly number[])[]): number {
  const halves = splitInHalves(chains)
  const n = halves[0]?.length ?? 0
  if (n < 2) return Number.NaN
  const { within, total } = variances(halves)
  return within === 0 ? 1 : Math.sqrt(total / within)
}

/** Effective number of independent draws among all chains together, at most their number. */
export function effectiveSampleSize(chains: readonly (readonly number[])[]): number {
  const halves = splitInHalves(chains)
  const n = halves[0]?.length ?? 0
  if (n < 2) return Number.NaN
  const { within, total } = variances(halves)
  const draws = n * halves.length
  if (total === 0) return draws
  const correlation = (lag: number) => 1 - (within - meanAutocovariance(halves, lag)) / total
  let time = 1
  let previous = Number.POSITIVE_INFINITY
  for (let lag = 1; lag + 1 < n; lag += 2) {
    const pair = Math.min(previous, correlation(lag) + correlation(lag + 1))
    if (pair < 0) break
    time += 2 * pair
    previous = pair
  }
  return Math.min(draws, draws / time)
}

function splitInHalves(chains: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const half = Math.floor(Math.min(...chains.map((chain) => chain.length)) / 2)
  return chains.flatMap((chain) => [chain.slice(0, half), chain.slice(chain.length - half)])
}

function variances(chains: readonly (readonly number[])[]): { within: number; total: number } {
  const n = chains[0]!.length
  const within = mean(chains.map(variance))
  const between = chains.length > 1 ? variance(chains.map(mean)) : 0
  return { within, total: ((n - 1) / n) * within + between }
}

/** Unbiased as `within` is: lag 0 gives the mean of the variances. */
function meanAutocovariance(chains: readonly (readonly number[])[], lag: number): number {
  return mean(
    chains.map((chain) => {
      const center = mean(chain)
      let sum = 0
      for (let i = 0; i + lag < chain.length; i++) sum += (chain[i]! - center) * (chain[i + lag]! - center)
      return sum / (chain.length - 1)
    }),
  )
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function variance(values: readonly number[]): number {
  const center = mean(values)
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1)
}
