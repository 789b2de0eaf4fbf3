import type { Potential } from '../../../src/core/inference/hamiltonian.ts'
import { key, normal, split, uniform } from '../../../src/domain/random.ts'

/**
 * y = intercept + slope x + noise of deviation 0.5, N(0, 1) priors: the posterior is Gaussian and known.
 * The inputs are centered, so its two parameters are independent.
 */
export function linearRegression(count = 40) {
  const raw = uniform(split(key(5), 'x'), count, -1, 1)
  const center = raw.reduce((sum, x) => sum + x, 0) / count
  const x = raw.map((value) => value - center)
  const noise = normal(split(key(5), 'noise'), count)
  const y = x.map((value, i) => 0.4 + 1.2 * value + 0.5 * noise[i]!)
  const precision = 1 / 0.25
  const squares = x.reduce((sum, value) => sum + value * value, 0)
  const posteriorPrecision = [count * precision + 1, squares * precision + 1]
  const mean = [
    (precision * y.reduce((sum, value) => sum + value, 0)) / posteriorPrecision[0]!,
    (precision * y.reduce((sum, value, i) => sum + value * x[i]!, 0)) / posteriorPrecision[1]!,
  ]
  /** Negative log-likelihood alone; its gradient overwrites `gradient`. */
  const likelihood = (w: Float32Array, gradient: Float32Array) => {
    gradient.fill(0)
    let sum = 0
    x.forEach((value, i) => {
      const error = w[0]! + w[1]! * value - y[i]!
      sum += (precision * error * error) / 2
      gradient[0] = gradient[0]! + precision * error
      gradient[1] = gradient[1]! + precision * error * value
    })
    return sum
  }
  const potential: Potential = {
    dimension: 2,
    energy(w, gradient) {
      const sum = likelihood(w, gradient)
      w.forEach((value, i) => (gradient[i] = gradient[i]! + value))
      return sum + (w[0]! ** 2 + w[1]! ** 2) / 2
    },
  }
  return { potential, likelihood, mean, deviation: posteriorPrecision.map((p) => 1 / Math.sqrt(p)) }
}
