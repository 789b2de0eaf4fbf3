import { useStore } from 'zustand'
import type { TrialRequest } from '../../../domain/trial.ts'
import { quantityText } from '../../../plots/numbers.ts'
import { PictureView } from '../../../plots/PictureView.tsx'
import { closeFilm, openFilm } from '../../../store/changes.ts'
import { takesSteps } from '../../../store/scene.ts'
import { Maths } from '../../controls/Maths.tsx'
import { t } from '../../messages.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { networkName } from '../../wording/networkName.ts'
import { usePixelFocus } from '../usePixelFocus.ts'
import type { Column } from './columns.ts'
import { MapCell } from './MapCell.tsx'

/** The picture as the attack left it. */
export function ImageCell({ column }: { column: Column }) {
  const focus = usePixelFocus()
  const { model, result, stale } = column
  return (
    <MapCell
      column={column}
      figure="image"
      map={
        result && (
          <PictureView
            picture={result.attacked.picture}
            stage="attacked"
            model={model.id}
            label={t.bench.mapName.image(networkName(model))}
            dimmed={stale}
            {...focus}
          />
        )
      }
      facts={
        result && (
          <>
            <p>
              <Maths>L</Maths>
              <sub>∞</sub> {quantityText(result.audit.linf)}
            </p>
            <Making request={result.request} />
            <FilmButton column={column} attack={result.request.attack.id} />
          </>
        )
      }
    />
  )
}

/** Opens the film of this column, or closes it; attacks of one step have none. */
function FilmButton({ column: { model }, attack }: { column: Column; attack: string }) {
  const lab = useLab()
  const make = useChange()
  const open = useStore(lab.choices, ({ film }) => film?.model === model.id)
  const entry = useStore(lab.offer.store, (offer) => offer.catalogue?.attacks.find(({ id }) => id === attack))
  if (!entry || !takesSteps(entry)) return null
  return (
    <button
      type="button"
      className="link-button film-button"
      data-export="off"
      aria-expanded={open}
      aria-label={t.film.openOf(networkName(model))}
      data-film-of={model.id}
      onClick={() => make(open ? closeFilm : openFilm(model.id))}
    >
      {t.film.open}
    </button>
  )
}

/** What was done differently from an attack of each network by itself, as it comes. */
function Making({ request: { source, strength } }: { request: TrialRequest }) {
  const lab = useLab()
  const label = useStore(
    lab.offer.store,
    (offer) => offer.catalogue?.models.find((model) => model.id === source?.model)?.label,
  )
  return (
    <>
      {source && (
        <p className="making" data-making="source">
          {t.bench.madeOn(label ?? source.model)}
        </p>
      )}
      {strength && (
        <p className="making" data-making="strength">
          {t.bench.scaled} <Maths>L</Maths>
          <sub>{strength.norm === 'linf' ? '∞' : '2'}</sub> {quantityText(strength.value)}
        </p>
      )}
    </>
  )
}
