import { useMemo, useRef } from 'react'
import { type Catalogue, metricsOf } from '../../../domain/catalogue.ts'
import type { ProtocolId } from '../../../domain/conventions.ts'
import type { PictureFile } from '../../../domain/pictureFile.ts'
import type { TrialResult } from '../../../domain/trial.ts'
import { ColorLegend } from '../../../plots/ColorLegend.tsx'
import { Heatmap } from '../../../plots/Heatmap.tsx'
import { percentText } from '../../../plots/numbers.ts'
import { PictureView } from '../../../plots/PictureView.tsx'
import { openImageInBench, openInStudy } from '../../../store/studyChanges.ts'
import { ExportMenu } from '../../controls/ExportMenu.tsx'
import { StatisticNames } from '../../controls/StatisticNames.tsx'
import { useChecksums } from '../../useChecksums.ts'
import { useChange, useLab } from '../../useLab.tsx'
import { renewedSince } from '../../wording/renewed.ts'
import { Renewed } from '../study/Renewed.tsx'
import { usePixelFocus } from '../usePixelFocus.ts'
import type { FigureProps } from './FigurePage.tsx'
import type { PictureBody } from './figure.ts'
import type { Known } from './figureCaption.ts'
import { pictureCaption, pictureFacts, studyOf, usedInPicture } from './pictureCaption.ts'
import { type PictureMaps, type PictureOptions, pictureMaps } from './pictureMaps.ts'
import { pictureWarnings } from './pictureWarnings.ts'
import { Facts } from './Run.tsx'
import { Side } from './Side.tsx'
import { fileOf, useFiles } from './useFiles.ts'
import { words } from './words.ts'

const w = words.pictures
const protocols: readonly ProtocolId[] = ['defined', 'released']

/** Figures 1 and 6: one image and its heatmaps, layer by layer or network by network. */
export function PictureFigure({ figure, body, values, catalogue }: FigureProps & { body: PictureBody }) {
  const lab = useLab()
  const section = useRef<HTMLElement>(null)
  const { results } = body
  const found = useFiles(lab.pictures, [results.defined, results.released])
  const files = found.map(fileOf)
  const options = values as unknown as PictureOptions
  const used = files.flatMap((file) => (file ? usedInPicture(file) : []))
  const now = useChecksums(used.map(({ model }) => model))
  return (
    <section ref={section} className="figure-panel" data-panel={`figure-${figure.id}`}>
      {files.some((file) => file) && (
        <h3 className="figure-panel-title">
          {w.panel}
          <ExportMenu
            name={`figure-${figure.id}`}
            caption={() => pictureCaption(figure, files, { catalogue, now })}
            picture={section}
            json={() => ({ options, results: files })}
          />
        </h3>
      )}
      <div className="figure-sides">
        {protocols.map((protocol, i) => (
          <Side key={protocol} protocol={protocol} experiment={results[protocol]} found={found[i]!}>
            {(file) => <Maps {...{ file, options, catalogue, now, protocol }} />}
          </Side>
        ))}
      </div>
    </section>
  )
}

interface MapsProps {
  readonly file: PictureFile
  readonly options: PictureOptions
  readonly catalogue: Catalogue
  readonly now: Known['now']
  readonly protocol: ProtocolId
}

function Maps({ file, options, catalogue, now, protocol }: MapsProps) {
  const make = useChange()
  const { scale, shown, k } = options
  const maps = useMemo(() => pictureMaps(file.trials, { scale, shown, k }), [file, scale, shown, k])
  const layered = new Set(file.trials.map(({ request }) => request.layer)).size > 1
  const Arrangement = layered ? ByLayer : ByNetwork
  const [first] = maps
  const nameOf = ({ request }: TrialResult) =>
    layered ? layerName(request, catalogue) : networkName(request.model, request.draws, catalogue)
  const warnings = pictureWarnings(maps, nameOf, classesOf(file, catalogue))
  return (
    <>
      <div className="figure-warnings">
        <Renewed
          models={renewedSince(usedInPicture(file), now)}
          catalogue={catalogue}
          request={null}
          experiment={`${file.study} ${file.id}`}
        />
        <ul>
          {warnings.map((text) => (
            <li key={text} className="warning">
              {text}
            </li>
          ))}
        </ul>
      </div>
      <div className="figure-plots">
        <Arrangement maps={maps} file={file} catalogue={catalogue} protocol={protocol} />
        <ColorLegend
          scope={scale === 'own' ? 'map' : 'all'}
          scale={scale === 'own' ? null : (first?.clean.scale ?? null)}
        />
        <div className="note">
          <StatisticNames of={metricsOf(catalogue, 'lrp-robustness')} />
        </div>
        {scale === 'minmax' && <p className="note">{w.shifted}</p>}
      </div>
      <div className="figure-run">
        <p className="note">{file.how}</p>
        <Facts facts={pictureFacts(file, { catalogue, now })} />
        <p className="row">
          <button
            type="button"
            className="button"
            aria-label={words.open.benchNamed(words.protocol[protocol])}
            onClick={() => make(openImageInBench(...studyOf(file, catalogue)))}
          >
            {words.open.bench}
          </button>
          <button
            type="button"
            className="button"
            aria-label={words.open.studyNamed(words.protocol[protocol])}
            onClick={() => make(openInStudy(file.study))}
          >
            {words.open.study}
          </button>
        </p>
      </div>
    </>
  )
}

interface ArrangementProps {
  readonly maps: readonly PictureMaps[]
  readonly file: PictureFile
  readonly catalogue: Catalogue
  readonly protocol: ProtocolId
}

/** Figure 1: before and after as rows, the picture and the layers as columns. */
function ByLayer({ maps, file, catalogue, protocol }: ArrangementProps) {
  const pointing = usePixelFocus()
  const { trial, ...last } = maps.at(-1)!
  const classes = classesOf(file, catalogue)
  const shape = trial.clean.picture.shape
  return (
    <div
      className="figure-maps"
      style={{ gridTemplateColumns: `repeat(${maps.length + 1}, minmax(0, 1fr))` }}
    >
      <span className="figure-map-head">{w.image}</span>
      {maps.map(({ trial: each }) => (
        <span key={each.request.layer} className="figure-map-head">
          {layerName(each.request, catalogue)}
        </span>
      ))}
      {(['clean', 'attacked'] as const).map((stage) => (
        <div key={stage} className="figure-map-row">
          <div>
            <PictureView
              {...pointing}
              picture={trial[stage].picture}
              stage={stage}
              mask={stage === 'clean' ? last.before.mask : last.after.mask}
              label={w.map(stage === 'clean' ? w.image : w.attackedImage, w[stage], words.protocol[protocol])}
            />
            <span className="figure-map-foot">{w.class(classes[trial[stage].prediction.class] ?? '')}</span>
          </div>
          {maps.map((each) => (
            <Heatmap
              key={each.trial.request.layer}
              {...pointing}
              {...each[stage]}
              shape={shape}
              stage={stage}
              model={each.trial.request.model}
              label={w.map(
                w.explanation(layerName(each.trial.request, catalogue)),
                w[stage],
                words.protocol[protocol],
              )}
            />
          ))}
        </div>
      ))}
      <span className="figure-map-foot">{w.overlay}</span>
      {maps.map((each) => (
        <Shared key={each.trial.request.layer} maps={each} />
      ))}
    </div>
  )
}

/** Figure 6: networks as rows; the attacked image and the heatmaps before and after as columns. */
function ByNetwork({ maps, file, catalogue, protocol }: ArrangementProps) {
  const pointing = usePixelFocus()
  const classes = classesOf(file, catalogue)
  return (
    <div className="figure-maps" style={{ gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' }}>
      {[w.attackedImage, 'R(x)', 'R(x̃)'].map((head) => (
        <span key={head} className="figure-map-head">
          {head}
        </span>
      ))}
      {maps.map((each) => {
        const { trial, clean, attacked } = each
        const { model, draws } = trial.request
        const name = networkName(model, draws, catalogue)
        const shape = trial.clean.picture.shape
        return (
          <div key={`${model} ${draws}`} className="figure-map-row">
            <p className="figure-map-name">{name}</p>
            <div>
              <PictureView
                {...pointing}
                picture={trial.attacked.picture}
                stage="attacked"
                model={model}
                label={w.map(w.attackedImage, name, words.protocol[protocol])}
              />
              <span className="figure-map-foot">
                {w.class(classes[trial.attacked.prediction.class] ?? '')}
              </span>
            </div>
            <div>
              <Heatmap
                {...pointing}
                {...clean}
                shape={shape}
                stage="clean"
                model={model}
                label={w.map('R(x)', name, words.protocol[protocol])}
              />
              <span className="figure-map-foot">{w.class(classes[trial.clean.prediction.class] ?? '')}</span>
            </div>
            <div>
              <Heatmap
                {...pointing}
                {...attacked}
                shape={shape}
                stage="attacked"
                model={model}
                label={w.map('R(x̃)', name, words.protocol[protocol])}
              />
              <Shared maps={each} />
            </div>
          </div>
        )
      })}
    </div>
  )
}

/** How much of the top-k set stays, beside what a random pattern leaves of it. */
function Shared({ maps: { trial, before, common, random } }: { maps: PictureMaps }) {
  return (
    <span
      className="figure-map-foot"
      data-readout={`common-${trial.request.model}-${trial.request.layer}`}
      data-value={common / before.size}
    >
      {w.common(percentText(common / before.size), common, before.size)};{' '}
      {w.random(percentText(random / before.size))}
    </span>
  )
}

function classesOf({ trials }: PictureFile, { models, datasets }: Catalogue): readonly string[] {
  const dataset = models.find(({ id }) => id === trials[0]!.request.model)?.dataset
  return datasets.find(({ id }) => id === dataset)?.classes ?? []
}

function layerName({ model, layer }: { model: string; layer: number }, { models }: Catalogue): string {
  return models.find(({ id }) => id === model)?.layers[layer] ?? words.layer(layer, undefined)
}

function networkName(model: string, draws: number, { models }: Catalogue): string {
  const family = models.find(({ id }) => id === model)?.family
  return family ? words.network(words.family[family], draws) : model
}
