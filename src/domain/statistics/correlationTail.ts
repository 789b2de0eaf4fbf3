/**
 * P(|r| at least as large) for n pairs without correlation: Student's t with ν = n - 2 on r √(ν / (1 - r²)),
 * two-sided. With sin θ = |r| it is a sum over powers of cos θ (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4);
 * a small tail is summed from the terms that the distribution function leaves out, so it keeps its digits.
 */
export function correlationTail(r: number, n: number): number {
  const sine = Math.min(1, Math.abs(r))
  const cosine = Math.sqrt((1 - sine) * (1 + sine))
  const [odd, count] = [n % 2 === 1, Math.floor((n - 2) / 2)]
  const scale = odd ? (2 / Math.PI) * sine * cosine : sine
  const terms = powers(cosine ** 2, odd)
  let inside = odd ? (2 / Math.PI) * Math.asin(sine) : 0
  for (let i = 0; i < count; i++) inside += scale * terms.next().value
  if (inside < 0.9) return 1 - inside
  let tail = 0
  for (let term = terms.next().value; tail + term !== tail; term = terms.next().value) tail += term
  return scale * tail
}

/** Odd ν: 1, 2/3 c², (2·4)/(3·5) c⁴ …; even ν: 1, 1/2 c², (1·3)/(2·4) c⁴ … */
function* powers(squaredCosine: number, odd: boolean): Generator<number, never> {
  for (let term = 1, k = odd ? 2 : 1; ; k += 2) {
    yield term
    term *= (squaredCosine * k) / (k + 1)
  }
}
