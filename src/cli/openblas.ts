import koffi from 'koffi'
import { type Blas, plainBlas } from '../core/inference/blas.ts'

const names = [
  'libopenblas.so.0',
  'libopenblas.so',
  'libopenblas.dylib',
  '/opt/homebrew/opt/openblas/lib/libopenblas.dylib',
  'libopenblas.dll',
]
const rowMajor = 101
const asIs = 111
const transposed = 112

/** OpenBLAS where the machine has it, else the product in TypeScript, said in one line. */
export function hostBlas(say: (line: string) => void = console.log): Blas {
  const found = openBlas()
  if (!found)
    say('OpenBLAS not found: products in plain TypeScript, far slower (Debian: apt-get install libopenblas0)')
  return found ?? plainBlas
}

/** The `cblas_sgemm` of the first OpenBLAS that loads. */
export function openBlas(): Blas | undefined {
  const library = load()
  if (!library) return undefined
  const sgemm = library.func(
    'void cblas_sgemm(int, int, int, int, int, int, float, const void *, int, const void *, int, float, void *, int)',
  )
  const configuration: unknown = library.func('const char *openblas_get_config()')()
  return {
    name: String(configuration).split(' ').slice(0, 2).join(' '),
    gemm(transposeA, transposeB, m, n, k, a, b, beta, c) {
      const ta = transposeA ? transposed : asIs
      const tb = transposeB ? transposed : asIs
      sgemm(rowMajor, ta, tb, m, n, k, 1, a, transposeA ? m : k, b, transposeB ? k : n, beta, c, n)
    },
  }
}

function load() {
  for (const name of names) {
    try {
      return koffi.load(name)
    } catch {
      // the next name
    }
  }
  return undefined
}
