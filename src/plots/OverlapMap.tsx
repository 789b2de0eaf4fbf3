import { memo, useCallback, useMemo } from 'react'
import type { Picture } from '../domain/image.ts'
import { summarizeOverlap } from '../domain/summary.ts'
import type { Overlap } from '../domain/trial.ts'
import { grayPixels } from './PictureView.tsx'
import { type MapProps, PixelMap } from './PixelMap.tsx'
import { pixelSelected, square } from './TopKMarks.tsx'
import { words } from './words.ts'

export interface OverlapMapProps extends Omit<MapProps, 'shape'> {
  readonly overlap: Overlap
  /** Drawn faintly below, so that one sees what the pixels lie on. */
  readonly picture: Picture
  /** 'overlap' unless a view shows several. */
  readonly stage?: string
}

type Membership = 'neither' | 'onlyBefore' | 'onlyAfter' | 'common'

/** The top-k pixels: before is an outline, after is a filling, common ones are both. */
export const OverlapMap = memo(function OverlapMap(props: OverlapMapProps) {
  const { overlap, picture, label, stage = 'overlap', ...map } = props
  const { shape } = picture
  const pixels = useMemo(() => grayPixels(picture, faint), [picture])
  const members = useMemo(() => memberships(overlap, picture), [overlap, picture])
  const name = useMemo(() => `${label}. ${summarizeOverlap(overlap, shape)}`, [label, overlap, shape])
  const readout = useCallback((index: number) => words[members[index] ?? 'neither'], [members])
  return (
    <PixelMap
      {...map}
      plot="overlap"
      stage={stage}
      shape={shape}
      label={name}
      pixels={pixels}
      readout={readout}
    >
      <path className="plot-overlap-common" d={squares(members, 'common', shape[1], 0.06)} />
      <path className="plot-overlap-after" d={squares(members, 'onlyAfter', shape[1], 0.2)} />
      <path className="plot-overlap-before" d={squares(members, 'onlyBefore', shape[1], 0.2)} />
    </PixelMap>
  )
})

/** The three marks with their names and counts. */
export function OverlapLegend({ overlap }: { readonly overlap?: Overlap }) {
  const only = overlap && overlap.size - overlap.common
  const entries = [
    { mark: 'common', inset: 0.06, name: words.common, count: overlap?.common },
    { mark: 'before', inset: 0.2, name: words.onlyBefore, count: only },
    { mark: 'after', inset: 0.2, name: words.onlyAfter, count: only },
  ]
  return (
    <ul className="plot-legend">
      {entries.map(({ mark, inset, name, count }) => (
        <li key={mark}>
          <svg className="plot-legend-swatch" viewBox="0 0 1 1" aria-hidden="true">
            <path className={`plot-overlap-${mark}`} d={square(0, 0, inset)} />
          </svg>
          {name}
          {count !== undefined && <span className="plot-number"> {count}</span>}
        </li>
      ))}
    </ul>
  )
}

function memberships({ clean, attacked }: Overlap, { shape }: Picture): readonly Membership[] {
  const before = pixelSelected(clean, shape)
  const after = pixelSelected(attacked, shape)
  return Array.from(before, (on, i) =>
    on ? (after[i] ? 'common' : 'onlyBefore') : after[i] ? 'onlyAfter' : 'neither',
  )
}

function squares(members: readonly Membership[], wanted: Membership, width: number, inset: number): string {
  return members
    .map((member, i) => (member === wanted ? square(i % width, Math.floor(i / width), inset) : ''))
    .join('')
}

// Black becomes paper, white ink a light gray: the marks stay the darkest things on the map.
function faint(value: number): number {
  return 0.972 - 0.17 * value
}
