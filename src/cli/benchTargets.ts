import type { Bare } from './benchBare.ts'
import type { ProductTimes } from './benchProduct.ts'
import type { Row } from './benchWorkloads.ts'

/** What one run measured. */
export interface Measured {
  readonly rows: readonly Row[]
  readonly product: ProductTimes | null
  /** Beside W1 and W2 on WASM, with as many workers as the engine had; by place and workload, "wasm-1 W1". */
  readonly bare: Readonly<Record<string, Bare>>
}

/** A ratio to reach; it is undefined where one of its sides was not measured. */
export interface Target {
  readonly says: string
  readonly goal: number
  readonly reach: 'at least' | 'at most'
  readonly value: number | undefined
}

/** The ratios that the project wants to reach, each from two measurements of the same run. */
export function targets({ rows, product, bare }: Measured): readonly Target[] {
  const of = (place: string, workload: string) =>
    rows.find((row) => row.place === place && row.workload === workload)
  const w2 = of('wasm', 'W2')
  const [w1, ten] = [of('wasm', 'W1'), of('wasm', 'W1/10')]
  const stock = of('stock', 'W2/5')
  const moreDraws = w1 && ten ? w1.draws / ten.draws : Number.NaN
  return [
    {
      says: `W2 on WASM, all cores, against TensorFlow.js's own batched operations (on ${stock?.draws ?? 5} of the draws, same shapes)`,
      goal: 25,
      reach: 'at least',
      value: ratio(perDraw(stock), perDraw(w2)),
    },
    {
      says: 'W2 on WASM against Node with OpenBLAS on the same cores',
      goal: 0.35,
      reach: 'at least',
      value: ratio(of('node', 'W2')?.median, w2?.median),
    },
    {
      says: 'product 500 × 784 × 512 on WASM, one core, against TensorFlow.js’s plain matMul',
      goal: 1.8,
      reach: 'at least',
      value: ratio(product?.stock, product?.own),
    },
    ...['wasm', 'wasm-1'].map((place): Target => {
      const crew = place === 'wasm' ? 'all workers' : 'one worker'
      return {
        says: `W1 on WASM, ${crew}, against the same workers streaming the stored draws once for each pass`,
        goal: 3,
        reach: 'at most',
        value: ratio(of(place, 'W1')?.median, bare[`${place} W1`]?.stream),
      }
    }),
    {
      says: `W1 with ${w1?.draws ?? 100} draws against W1 with 10`,
      goal: 1.1 * moreDraws,
      reach: 'at most',
      value: ratio(w1?.median, ten?.median),
    },
    {
      says: 'two workers against one, W2 (where two real cores are free)',
      goal: 1.5,
      reach: 'at least',
      value: ratio(of('wasm-1', 'W2')?.median, w2?.median),
    },
    {
      says: 'longest main-thread task while W2 runs, milliseconds of the processor’s',
      goal: 50,
      reach: 'at most',
      value: w2?.mainThread?.cpu,
    },
  ]
}

/** "…: 31.2, at least 25: met", or by how much it falls short. */
export function targetLine({ says, goal, reach, value }: Target): string {
  if (value === undefined) return `${says}: not measured`
  const share = reach === 'at least' ? value / goal : goal / value
  const verdict = share >= 1 ? 'met' : `short by ${((1 - share) * 100).toFixed(0)} %`
  return `${says}: ${value.toFixed(2)}, ${reach} ${Number(goal.toFixed(2))}: ${verdict}`
}

/** The other ratios that both sides were measured for. */
export function otherRatios({ rows, bare }: Measured): readonly string[] {
  const names = [...new Set(rows.map(({ workload }) => workload))]
  const time = (place: string, workload: string) =>
    rows.find((row) => row.place === place && row.workload === workload)?.median
  const line = (says: string, value: number | undefined) =>
    value === undefined ? [] : [`${says}: ${value.toFixed(2)}`]
  return names.flatMap((name) => [
    ...line(
      `${name}: TensorFlow.js’s own kernels over ours, one worker`,
      ratio(time('stock', name), time('wasm-1', name)),
    ),
    ...line(`${name}: Node with OpenBLAS over WASM`, ratio(time('node', name), time('wasm', name))),
    ...line(`${name}: WebGL over WASM`, ratio(time('webgl', name), time('wasm', name))),
    ...line(`${name}: WebGPU over WASM`, ratio(time('webgpu', name), time('wasm', name))),
    ...['wasm', 'wasm-1'].flatMap((place) =>
      line(
        `${name}: ${place} over its bare products`,
        ratio(time(place, name), bare[`${place} ${name}`]?.products),
      ),
    ),
  ])
}

function perDraw(row: Row | undefined): number | undefined {
  return row && row.median / row.draws
}

function ratio(above: number | undefined, below: number | undefined): number | undefined {
  return above !== undefined && below !== undefined ? above / below : undefined
}
