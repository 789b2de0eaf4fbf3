import type { Body } from './figure.ts'

const table = 'M2 4H26M2 9H26M2 14H26M2 19H26M11 4V19'

const paths: Readonly<Record<Body['kind'], string>> = {
  densities: 'M2 18C8 18 8 4 12 4S16 18 26 18M6 18C12 18 14 9 18 9S22 18 26 18',
  boxes: 'M7 3V8M7 15V19M4 8H10V15H4zM4 11H10M20 2V6M20 12V18M17 6H23V12H17zM17 9H23',
  scatter: 'M6 15h.01M9 12h.01M12 14h.01M14 9h.01M17 10h.01M19 6h.01M22 7h.01M23 4h.01',
  pictures: 'M3 4H12V18H3zM16 4H25V18H16zM6 8H9V11H6zM19 11H22V14H19z',
  overlap: 'M11 5a6 6 0 1 0 0 12a6 6 0 0 0 0-12M17 5a6 6 0 1 0 0 12a6 6 0 0 0 0-12',
  architecture: table,
  training: table,
  symbols: table,
}

/** What kind of figure it is, small. */
export function Sketch({ kind }: { kind: Body['kind'] }) {
  return (
    <svg className="figures-sketch" viewBox="0 0 28 22" width="28" height="22" aria-hidden="true">
      <path
        d={paths[kind]}
        fill="none"
        stroke="currentColor"
        strokeWidth={kind === 'scatter' ? 2.6 : 1.2}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
