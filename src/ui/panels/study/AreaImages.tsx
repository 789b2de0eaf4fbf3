import { useId, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { real } from '../../../domain/parameters.ts'
import type { StudyRow } from '../../../domain/studyRows.ts'
import { shareText } from '../../../plots/numbers.ts'
import { PictureView } from '../../../plots/PictureView.tsx'
import { type Area, isWithin } from '../../../plots/Scatter.tsx'
import { openImageInBench } from '../../../store/studyChanges.ts'
import { ModelMark } from '../../controls/ModelMark.tsx'
import { NumberField } from '../../controls/NumberField.tsx'
import { useChange, useLab } from '../../useLab.tsx'
import type { ShownColumn } from './columns.ts'
import { type Look, rowsIn } from './look.ts'
import { useTestImages } from './useTestImages.ts'
import { words } from './words.ts'

const w = words.area
const firstMany = 24
const everywhere: Area = { x: [0, 1], y: [0, 1] }

export interface AreaImagesProps {
  readonly look: Look
  readonly classes: readonly string[]
  readonly area: Area | null
  readonly onArea: (area: Area | null) => void
}

interface Picked {
  readonly column: ShownColumn
  readonly row: StudyRow
}

/** The images of the scatter plot's rectangle, and the way of each into the Bench. */
export function AreaImages({ look, classes, area, onArea }: AreaImagesProps) {
  const id = useId()
  const [all, setAll] = useState(false)
  const picked = useMemo(() => (area ? pickedIn(look, area) : []), [look, area])
  const shown = all ? picked : picked.slice(0, firstMany)
  const pictures = useTestImages(
    look.result.request.dataset,
    shown.map(({ row }) => row.image),
  )
  return (
    <section
      className="study-figure study-picked"
      aria-labelledby={id}
      data-figure="images"
      data-export="off"
    >
      <div className="study-figure-head">
        <h3 id={id}>{w.title}</h3>
        {area && (
          <>
            <span className="note" role="status">
              {w.count(picked.length)}
            </span>
            <button type="button" className="button quiet" onClick={() => onArea(null)}>
              {w.clear}
            </button>
          </>
        )}
      </div>
      <Ranges area={area} onArea={onArea} />
      {!area && <p className="note">{w.none}</p>}
      <ul className="study-images">
        {shown.map(({ column, row }) => (
          <li key={`${column.id} ${row.place}`}>
            <Image
              look={look}
              column={column}
              row={row}
              classes={classes}
              picture={pictures.get(row.image) ?? null}
            />
          </li>
        ))}
      </ul>
      {picked.length > shown.length && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          {w.more(picked.length - shown.length)}
        </button>
      )}
      {picked.length > 0 && isAimed(look) && <p className="note">{w.aimed}</p>}
    </section>
  )
}

/** The rectangle in numbers, for the keyboard and for exact ones. */
function Ranges({ area, onArea }: Pick<AreaImagesProps, 'area' | 'onArea'>) {
  const { x, y } = area ?? everywhere
  const field = (name: string, label: string, value: number, change: (value: number) => Area) => (
    <NumberField
      key={name}
      owner="study"
      name={name}
      spec={real({ label, min: 0, max: 1, default: value })}
      value={Math.round(value * 1000) / 1000}
      onChange={(next) => onArea(change(next))}
    />
  )
  return (
    <div className="study-ranges">
      <fieldset>
        <legend className="field-label">{w.lrp}</legend>
        {field('lrp-from', w.from, x[0], (from) => ({ x: [from, Math.max(from, x[1])], y }))}
        {field('lrp-to', w.to, x[1], (to) => ({ x: [Math.min(to, x[0]), to], y }))}
      </fieldset>
      <fieldset>
        <legend className="field-label">{w.softmax}</legend>
        {field('softmax-from', w.from, y[0], (from) => ({ x, y: [from, Math.max(from, y[1])] }))}
        {field('softmax-to', w.to, y[1], (to) => ({ x, y: [Math.min(to, y[0]), to] }))}
      </fieldset>
    </div>
  )
}

interface ImageProps {
  readonly look: Look
  readonly column: ShownColumn
  readonly row: StudyRow
  readonly classes: readonly string[]
  readonly picture: Parameters<typeof PictureView>[0]['picture'] | null
}

function Image({ look, column, row, classes, picture }: ImageProps) {
  const lab = useLab()
  const make = useChange()
  const known = useStore(lab.offer.store, (offer) =>
    offer.catalogue?.models.some(({ id }) => id === column.model?.id),
  )
  const name = (place: number) => classes[place] ?? String(place)
  const { request } = look.result
  const readout = isAimed(look) ? request.aim : request.readouts[look.readout]!
  const open = () => make(openImageInBench(request, { place: row.place, subject: column.place, readout }))
  return (
    <button
      type="button"
      className="study-image"
      disabled={!known}
      aria-label={w.openNamed(row.image, column.label)}
      data-image={row.image}
      data-column={column.id}
      data-lrp={row.lrp}
      onClick={open}
    >
      <span className="study-thumb" aria-hidden="true">
        {picture && <PictureView picture={picture} stage="thumb" label="" />}
      </span>
      <span className="study-image-text">
        <span>
          <ModelMark family={column.family} /> {w.image(row.image, name(row.label))}
        </span>
        <span className="note">{w.says(name(row.predictionBefore), name(row.predictionAfter))}</span>
        <span className="note">{w.lrpNote(shareText(row.lrp), shareText(row.lrpControl))}</span>
        <span className="note">{w.softmaxNote(shareText(row.softmax), shareText(row.softmaxControl))}</span>
      </span>
    </button>
  )
}

/** Smallest LRP robustness first. */
function pickedIn(look: Look, area: Area): readonly Picked[] {
  return look.visible
    .flatMap((column) => rowsIn(look, column).map((row) => ({ column, row })))
    .filter(({ row }) => isWithin(area, [row.lrp, row.softmax]))
    .toSorted((a, b) => a.row.lrp - b.row.lrp || a.row.place - b.row.place)
}

/** Whether the attack follows an explanation other than the one in view: the Bench would attack that one. */
function isAimed({ result: { request }, catalogue, readout }: Look): boolean {
  const drives = catalogue.attacks.find(({ id }) => id === request.attack.id)?.drives
  return drives != null && JSON.stringify(request.readouts[readout]) !== JSON.stringify(request.aim)
}
