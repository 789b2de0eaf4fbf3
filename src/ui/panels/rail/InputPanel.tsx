import { lazy, Suspense, useState } from 'react'
import { useStore } from 'zustand'
import type { Picture } from '../../../domain/image.ts'
import type { Stroke } from '../../../domain/strokes.ts'
import { PictureView } from '../../../plots/PictureView.tsx'
import { setSource } from '../../../store/changes.ts'
import type { Scene } from '../../../store/scene.ts'
import { Segmented } from '../../controls/Segmented.tsx'
import { t } from '../../messages.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { usePixelFocus } from '../usePixelFocus.ts'
import { Section } from './Section.tsx'
import { TestPicker } from './TestPicker.tsx'

// fetched when first used: the Bench opens sooner
const DrawingPad = lazy(async () => ({ default: (await import('../../draw/DrawingPad.tsx')).DrawingPad }))
const Upload = lazy(async () => ({ default: (await import('../../draw/Upload.tsx')).Upload }))

type Way = 'test' | 'draw' | 'upload'

/** The picture, and three ways to another one. */
export function InputPanel({ scene }: { scene: Scene }) {
  const { source, dataset } = scene
  const of = `${dataset.id} ${source.kind}`
  const [asked, setAsked] = useState<{ readonly way: Way; readonly of: string } | null>(null)
  // what was asked for holds until a picture of another kind or data set comes in
  const way = asked?.of === of ? asked.way : wayOf(scene)
  const ways = (['test', 'draw', 'upload'] as const).filter((each) => each !== 'draw' || dataset.drawable)
  return (
    <Section title={t.rail.input}>
      <CurrentPictureView scene={scene} />
      <Segmented<Way>
        label={t.rail.source}
        hideLabel
        value={way}
        options={ways.map((value) => ({ value, label: t.rail[value] }))}
        onChange={(next) => setAsked({ way: next, of })}
      />
      {way === 'test' && <TestPicker scene={scene} />}
      <Suspense>
        {way === 'draw' && <Draw scene={scene} />}
        {way === 'upload' && <UploadPicture scene={scene} />}
      </Suspense>
    </Section>
  )
}

function CurrentPictureView({ scene }: { scene: Scene }) {
  const lab = useLab()
  const { current, message } = useStore(lab.input.store)
  const focus = usePixelFocus()
  return (
    <div className="current-picture">
      <div className="current-frame">
        {current && (
          <PictureView picture={current.picture} stage="input" label={t.rail.pictureName} {...focus} />
        )}
      </div>
      <p className="note">{captionOf(scene, current?.label ?? null)}</p>
      {message && (
        <p className="complaint" role="alert">
          {message}{' '}
          <button type="button" className="button quiet" onClick={() => void lab.input.load(scene)}>
            {t.tryAgain}
          </button>
        </p>
      )}
    </div>
  )
}

function captionOf({ source, dataset }: Scene, label: number | null): string {
  if (source.kind !== 'test') return t.rail.own[source.kind]
  const name = label === null ? '' : `${t.rail.trueClass(dataset.classes[label] ?? String(label))}, `
  return `${name}${t.rail.testImage(source.index)}`
}

function Draw({ scene }: { scene: Scene }) {
  const { view } = useLab()
  const make = useChange()
  const strokes = useStore(view.store, (state) => state.strokes)
  function onChange(picture: Picture | null, drawn: readonly Stroke[]) {
    view.keepStrokes(drawn)
    if (picture) make(setSource({ kind: 'drawn', bytes: bytesOf(picture) }))
  }
  return (
    <>
      <DrawingPad initial={strokes} onChange={onChange} />
      {(strokes.length === 0 || scene.source.kind !== 'drawn') && (
        <p className="note" role="status" data-note="nothing-drawn">
          {scene.source.kind === 'drawn'
            ? t.rail.redraw
            : strokes.length === 0
              ? t.rail.nothingDrawn
              : t.rail.notTaken}
        </p>
      )}
    </>
  )
}

function UploadPicture({ scene }: { scene: Scene }) {
  const make = useChange()
  return (
    <Upload
      shape={scene.dataset.shape}
      preparation={scene.dataset.drawable ? 'digit' : 'fit'}
      onChange={(picture) => make(setSource({ kind: 'uploaded', bytes: bytesOf(picture) }))}
    />
  )
}

/** Gray levels as the test set has them and a link can carry them. */
function bytesOf({ data }: Picture): Uint8Array {
  return Uint8Array.from(data, (gray) => Math.round(gray * 255))
}

function wayOf({ source }: Scene): Way {
  return source.kind === 'test' ? 'test' : source.kind === 'drawn' ? 'draw' : 'upload'
}
