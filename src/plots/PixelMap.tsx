import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { ImageShape } from '../domain/image.ts'
import { words } from './words.ts'

/** The pixel that is ringed in every map; index = row · width + column. */
export interface PixelFocus {
  readonly index: number
  readonly pinned: boolean
}

/** What all maps take, whatever they show. */
export interface MapProps {
  readonly shape: ImageShape
  /** Accessible name: "R(x), deterministic". A summary of the map is added to it. */
  readonly label: string
  /** Model id; absent for pictures that belong to no network. */
  readonly model?: string
  readonly focus?: PixelFocus | null
  /** Absent on maps that only show; a map with it can be tabbed to and walked with the arrow keys. */
  readonly onHover?: (index: number | null) => void
  /** null unpins. */
  readonly onPin?: (index: number | null) => void
  /** The last picture, while the next one is computed: `data-state` is then "stale". */
  readonly dimmed?: boolean
}

interface PixelMapProps extends MapProps {
  readonly plot: 'heatmap' | 'picture' | 'overlap'
  readonly stage: string
  /** RGBA, [h, w, 4]. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>
  /** What the focus pixel says. */
  readonly readout: (index: number) => string
  /** Drawn above the pixels in pixel units, under the ring. */
  readonly children?: ReactNode
}

/** Pixels on a canvas with a ring around the pixel in focus: the frame of all maps. */
export function PixelMap(props: PixelMapProps) {
  const { shape, label, model, plot, stage, pixels, focus, onHover, onPin, dimmed, readout, children } = props
  const [height, width] = shape
  const canvas = useRef<HTMLCanvasElement>(null)
  const [painted, setPainted] = useState<unknown>(null)
  const [reached, setReached] = useState(false)

  useLayoutEffect(() => {
    if (canvas.current && paint(canvas.current, pixels, width, height)) setPainted(pixels)
  }, [pixels, width, height])

  const interactive = onHover !== undefined
  const pin = (index: number) => onPin?.(focus?.pinned && focus.index === index ? null : index)
  const spoken =
    focus && `${words.pixel(Math.floor(focus.index / width), focus.index % width)}: ${readout(focus.index)}`
  return (
    <div
      className="plot-map"
      style={{ '--map-columns': width, '--map-ratio': width / height } as CSSProperties}
    >
      <div
        className="plot-map-frame"
        role="img"
        aria-label={label}
        data-plot={plot}
        data-model={model}
        data-stage={stage}
        data-state={painted !== pixels ? 'painting' : dimmed ? 'stale' : 'ready'}
        tabIndex={interactive ? 0 : undefined}
        onPointerMove={interactive ? (event) => onHover(pixelUnder(event, width, height)) : undefined}
        onPointerLeave={interactive ? () => onHover(null) : undefined}
        onClick={onPin && ((event) => pin(pixelUnder(event, width, height)))}
        onFocus={() => setReached(true)}
        onBlur={() => setReached(false)}
        onKeyDown={interactive ? (event) => walk(event, shape, focus, onHover, pin, onPin) : undefined}
      >
        <canvas ref={canvas} width={width} height={height} />
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {children}
          {focus && <Ring index={focus.index} width={width} pinned={focus.pinned} />}
        </svg>
        {focus && (
          <span className="plot-map-value" data-side={focus.index >= (width * height) / 2 ? 'top' : 'bottom'}>
            {readout(focus.index)}
          </span>
        )}
      </div>
      {interactive && (
        <span className="plot-spoken" aria-live="polite">
          {reached ? spoken : ''}
        </span>
      )}
    </div>
  )
}

function Ring({ index, width, pinned }: { index: number; width: number; pinned: boolean }) {
  const place = { x: (index % width) - 0.25, y: Math.floor(index / width) - 0.25, width: 1.5, height: 1.5 }
  return (
    <g className="plot-map-ring" data-pinned={pinned}>
      <rect {...place} className="plot-map-ring-halo" />
      <rect {...place} className="plot-map-ring-line" />
    </g>
  )
}

function paint(
  canvas: HTMLCanvasElement,
  pixels: Uint8ClampedArray<ArrayBuffer>,
  width: number,
  height: number,
) {
  const context = canvas.getContext('2d')
  if (!context) return false
  context.putImageData(new ImageData(pixels, width, height), 0, 0)
  return true
}

function pixelUnder(event: PointerEvent | React.MouseEvent, width: number, height: number): number {
  const box = event.currentTarget.getBoundingClientRect()
  const cell = (at: number, size: number, count: number) =>
    Math.max(0, Math.min(count - 1, Math.floor((at / size) * count)))
  const column = cell(event.clientX - box.left, box.width, width)
  return cell(event.clientY - box.top, box.height, height) * width + column
}

function walk(
  event: KeyboardEvent,
  shape: ImageShape,
  focus: PixelFocus | null | undefined,
  onHover: (index: number | null) => void,
  pin: (index: number) => void,
  onPin: ((index: number | null) => void) | undefined,
) {
  const move = event.key === 'Escape' ? null : neighbor(event.key, shape, focus?.index)
  if (move === undefined && !(focus && (event.key === 'Enter' || event.key === ' '))) return
  event.preventDefault()
  if (move !== undefined) {
    if (focus?.pinned) onPin?.(move)
    onHover(move)
  } else if (focus) pin(focus.index)
}

/** The pixel next to `index` in the direction of an arrow key; the middle one at first; undefined for other keys. */
export function neighbor(
  key: string,
  [height, width]: ImageShape,
  index: number | undefined,
): number | undefined {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key]
  if (!step) return undefined
  if (index === undefined) return Math.floor(height / 2) * width + Math.floor(width / 2)
  const row = Math.max(0, Math.min(height - 1, Math.floor(index / width) + step[0]!))
  const column = Math.max(0, Math.min(width - 1, (index % width) + step[1]!))
  return row * width + column
}
