/** The one product that training spends its time in; hosts bring a fast one. */
export interface Blas {
  readonly name: string
  /**
   * c [m, n] = op(a) [m, k] · op(b) [k, n] + beta · c; all row-major and contiguous.
   * `transposeA` says that `a` is stored [k, m], `transposeB` that `b` is stored [n, k].
   */
  gemm(
    transposeA: boolean,
    transposeB: boolean,
    m: number,
    n: number,
    k: number,
    a: Float32Array,
    b: Float32Array,
    beta: number,
    c: Float32Array,
  ): void
}

/** The product in plain TypeScript: for tests, and where nothing faster is found. */
export const plainBlas: Blas = {
  name: 'plain TypeScript',
  gemm(transposeA, transposeB, m, n, k, a, b, beta, c) {
    const right = transposeB ? transposed(b, n, k) : b
    const [rowStep, innerStep] = transposeA ? [1, m] : [k, 1]
    const row = new Float64Array(n)
    for (let i = 0; i < m; i++) {
      row.fill(0)
      for (let l = 0; l < k; l++) {
        const factor = a[i * rowStep + l * innerStep]!
        if (factor === 0) continue
        const from = l * n
        for (let j = 0; j < n; j++) row[j] = row[j]! + factor * right[from + j]!
      }
      for (let j = 0; j < n; j++) c[i * n + j] = row[j]! + (beta === 0 ? 0 : beta * c[i * n + j]!)
    }
  },
}

/** A product that also counts: two floating point operations a multiply-add. */
export function counting(blas: Blas): Blas & { flop: number } {
  const counted = {
    name: blas.name,
    flop: 0,
    gemm(...call: Parameters<Blas['gemm']>) {
      counted.flop += 2 * call[2] * call[3] * call[4]
      blas.gemm(...call)
    },
  }
  return counted
}

function transposed(b: Float32Array, n: number, k: number): Float32Array {
  const out = new Float32Array(b.length)
  for (let j = 0; j < n; j++) for (let l = 0; l < k; l++) out[l * n + j] = b[j * k + l]!
  return out
}
