/** How two arrays meet element by element: rows along which each operand steps by 0 or 1, and where the rows begin. */
export interface Broadcast {
  readonly shape: readonly number[]
  readonly size: number
  readonly inner: { readonly count: number; readonly stepA: number; readonly stepB: number }
  /** Visits the rows in order of the result, with the offsets of their first elements. */
  eachRow(visit: (a: number, b: number, out: number) => void): void
}

interface Axis {
  readonly count: number
  readonly stepA: number
  readonly stepB: number
}

/** Broadcasting as NumPy has it, neighboring axes merged; undefined when the shapes do not fit. */
export function broadcast(a: readonly number[], b: readonly number[]): Broadcast | undefined {
  const rank = Math.max(a.length, b.length)
  const shape: number[] = []
  const axes: Axis[] = [] // innermost first
  let sizeA = 1
  let sizeB = 1
  for (let back = 1; back <= rank; back++) {
    const inA = a[a.length - back] ?? 1
    const inB = b[b.length - back] ?? 1
    if (inA !== inB && inA !== 1 && inB !== 1) return undefined
    const count = inA === 1 ? inB : inA
    shape.unshift(count)
    if (count !== 1) merge(axes, { count, stepA: inA === 1 ? 0 : sizeA, stepB: inB === 1 ? 0 : sizeB })
    sizeA *= inA
    sizeB *= inB
  }
  const [inner = { count: 1, stepA: 0, stepB: 0 }, ...outer] = axes
  const size = shape.reduce((product, count) => product * count, 1)
  return { shape, size, inner, eachRow: (visit) => void walk(outer.reverse(), inner.count, visit) }
}

/** Adds an axis outside the others; where both operands simply go on, the last axis grows instead. */
function merge(axes: Axis[], axis: Axis): void {
  const last = axes[axes.length - 1]
  if (last && axis.stepA === last.stepA * last.count && axis.stepB === last.stepB * last.count)
    axes[axes.length - 1] = { ...last, count: last.count * axis.count }
  else axes.push(axis)
}

function walk(
  axes: readonly Axis[],
  row: number,
  visit: (a: number, b: number, out: number) => void,
  a = 0,
  b = 0,
  out = 0,
): number {
  const [axis, ...inside] = axes
  if (!axis) {
    visit(a, b, out)
    return out + row
  }
  for (let i = 0; i < axis.count; i++)
    out = walk(inside, row, visit, a + i * axis.stepA, b + i * axis.stepB, out)
  return out
}
