import { type ProtocolId, protocols } from '../domain/conventions.ts'
import { key, uniform } from '../domain/random.ts'
import { lrpRobustness, type Readout, type StudyColumn, type StudyResult } from '../domain/study.ts'
import { predictionChanged } from '../domain/studySummary.ts'
import type { ChosenPicture, Description, PictureExperiment } from './experiment.ts'
import { bothProtocols } from './pairs.ts'

/** The paper's heatmap figures show the 30 % most relevant pixels. */
const k = 30

/** Single images out of studies: Figures 1 and 6. */
export const pictures: readonly PictureExperiment[] = bothProtocols.flatMap((protocol) => [
  {
    ...under('mnist-conv512', 'conv512', protocol, 'layers', 'every layer of one network'),
    choose: successfulAtRandom,
  },
  {
    ...under('mnist-fc512', 'fc512', protocol, 'heatmaps', 'deterministic and Bayesian heatmaps'),
    choose: leastStable,
  },
])

function under(
  pair: string,
  architecture: string,
  protocol: ProtocolId,
  name: string,
  label: string,
): Description & Omit<PictureExperiment, 'choose'> {
  const study = `${pair}-fgsm-${protocol}`
  return {
    kind: 'picture',
    id: `${study}-${name}`,
    label: `MNIST: ${label}, FGSM, ${protocols[protocol].label}`,
    dataset: 'mnist',
    architecture,
    family: 'fgsm',
    protocol,
    study,
    k,
  }
}

/** Figure 1: one of the images whose prediction the attack on the deterministic network changed, by seed 2. */
function successfulAtRandom(study: StudyResult): ChosenPicture {
  const det = columnOf(study, 0)
  const right = classifiedRightly(study, det)
  const changed = predictionChanged(det.values)
  const places = [...changed.keys()].filter((i) => right[i] && changed[i])
  if (places.length === 0) throw new RangeError('no attack on the deterministic network succeeded')
  const [drawn] = uniform(key(2), 1)
  const which = 'that the deterministic network classified rightly until it was attacked'
  return {
    place: places[Math.floor(drawn! * places.length)]!,
    how:
      places.length === 1
        ? `The only image ${which}.`
        : `At random, by seed 2, among the ${places.length} images ${which}.`,
    panels: study.request.readouts
      .filter(({ rule }) => rule.id === 'epsilon')
      .map((readout) => ({ subject: det.subject, readout })),
  }
}

/** Figure 6: where both networks withstand and the Bayesian one's heatmap moves, the deterministic one's moves most. */
function leastStable(study: StudyResult): ChosenPicture {
  const networks = [columnOf(study, 0), columnOf(study, study.columns.length - 1)] as const
  const readout = lastOf(study)
  const at = study.request.readouts.indexOf(readout)
  const [lrp, bayesianLrp] = networks.map(({ values }) => lrpRobustness(values.readouts[at]!)) as [
    readonly number[],
    readonly number[],
  ]
  const moved = [...lrp.keys()].filter((i) => bayesianLrp[i] !== 1)
  if (moved.length === 0) throw new RangeError('no attack moved a heatmap of the Bayesian network')
  const { which, places } = firstThatHas(moved, study, networks)
  const image = `${which}, and whose Bayesian heatmap moved`
  return {
    place: places.reduce((best, i) => (lrp[i]! < lrp[best]! ? i : best)),
    how:
      places.length === 1
        ? `The only image ${image}.`
        : `Of the ${places.length} images ${image}, the one with the smallest LRP robustness of the deterministic network (of the top ${study.request.k} %).`,
    panels: networks.map(({ subject }) => ({ subject, readout })),
  }
}

/** Images that say most first: a wrong prediction that stays as it is has withstood nothing. */
function firstThatHas(moved: readonly number[], study: StudyResult, networks: readonly StudyColumn[]) {
  const right = networks.map((column) => classifiedRightly(study, column))
  const changed = networks.map(({ values }) => predictionChanged(values))
  const known = moved.filter((i) => right.every((each) => each[i]))
  const choices = [
    {
      which: 'that both networks classify rightly, attacked or not',
      places: known.filter((i) => changed.every((each) => !each[i])),
    },
    {
      which: 'that both networks classify rightly until the attack changes the class for one or both',
      places: known,
    },
    { which: 'that one network or both misclassify already before the attack', places: moved },
  ]
  return choices.find(({ places }) => places.length > 0)!
}

function classifiedRightly({ labels }: StudyResult, { values }: StudyColumn): readonly boolean[] {
  return values.predictionBefore.map((before, i) => before === labels[i])
}

function lastOf({ request: { readouts } }: StudyResult): Readout {
  const epsilon = readouts.filter(({ rule }) => rule.id === 'epsilon')
  const last = Math.max(...epsilon.map(({ layer }) => layer))
  return epsilon.find(({ layer }) => layer === last)!
}

/** @throws RangeError naming the network whose column is not complete */
function columnOf({ request, columns }: StudyResult, at: number): StudyColumn {
  const column = columns[at]
  if (column?.done === request.images.length) return column
  throw new RangeError(`the column of ${request.subjects[at]?.model} is not complete`)
}
