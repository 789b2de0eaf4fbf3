import type { ModelEntry } from '../../../domain/catalogue.ts'
import type { PictureFile } from '../../../domain/pictureFile.ts'
import { symmetricScale } from '../../../domain/scale.ts'
import type { StudyFile } from '../../../domain/studyFile.ts'
import { overChannels } from '../../../domain/summary.ts'
import type { MiniatureOf } from '../../../plots/Miniature.tsx'
import { modelStyles } from '../../../plots/modelStyle.ts'
import { type Figure, resultsOf } from './figure.ts'
import { samplesOf } from './measures.ts'

/** The results that a figure can be drawn small from: of the first panel that has one, as defined if there is a choice. */
export function miniatureResults(figure: Figure): readonly string[] {
  return resultsOf(figure).flatMap(({ defined, released }) => [defined, released])
}

/** A figure's last layer, every network with its most draws; null where nothing can be drawn. */
export function miniatureOfStudy(
  { body }: Figure,
  file: StudyFile,
  models: readonly ModelEntry[],
): MiniatureOf | null {
  if (body.kind !== 'densities' && body.kind !== 'boxes' && body.kind !== 'scatter') return null
  const samples = samplesOf(file, models, {
    rules: body.rules,
    layers: body.layers.slice(-1),
    quantity: body.kind === 'scatter' ? 'robustness' : 'difference',
    draws: 'most',
    correlation: null,
  })
  if (samples.length === 0) return null
  if (body.kind === 'scatter')
    return {
      kind: body.kind,
      samples: samples.map(({ id, family, robustness, softmax }) => ({
        id,
        color: modelStyles[family].color,
        points: robustness.map((value, i) => [value, softmax[i]!] as const),
      })),
    }
  return {
    kind: body.kind,
    samples: samples.map(({ id, family, values }) => ({ id, color: modelStyles[family].color, values })),
  }
}

/** The first heatmap of the attacked image. */
export function miniatureOfPicture({ trials }: PictureFile): MiniatureOf {
  const { picture, heatmap } = trials[0]!.attacked
  const values = overChannels(heatmap.mean, picture.shape)
  return { kind: 'map', values, scale: symmetricScale([values]), width: picture.shape[1] }
}
