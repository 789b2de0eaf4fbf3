import type { Body } from './figure.ts'

const table = 'M2 4H26M2 9H26M2 14H26M2 19H26M11 4V19'

// alike and even on purpose: a sign must never be taken for data
const paths: Readonly<Record<Body['kind'], string>> = {
  densities: 'M2 18H26M4 18C10 18 10 5 14 5S18 18 24 18',
  boxes: 'M8 3V7M8 15V19M5 7H11V15H5zM5 11H11M20 3V7M20 15V19M17 7H23V15H17zM17 11H23',
  scatter: [5, 11, 17].flatMap((y) => [7, 14, 21].map((x) => `M${x} ${y}h.01`)).join(''),
  pictures: 'M2 5H12V17H2zM16 5H26V17H16z',
  overlap: 'M11 5a6 6 0 1 0 0 12a6 6 0 0 0 0-12M17 5a6 6 0 1 0 0 12a6 6 0 0 0 0-12',
  architecture: table,
  training: table,
  symbols: table,
}

/** The sign of a kind of figure, the same for all of it. */
export function Sketch({ kind }: { kind: Body['kind'] }) {
  return (
    <svg className="figures-sketch" viewBox="0 0 28 22" aria-hidden="true" data-sketch={kind}>
      <path
        d={paths[kind]}
        fill="none"
        stroke="currentColor"
        strokeWidth={kind === 'scatter' ? 2.4 : 1.2}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
