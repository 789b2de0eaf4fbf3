import * as v from 'valibot'
import { checked } from './checked.ts'
import { fileOfKind } from './fileOfKind.ts'
import { lineJson, rounded } from './lineJson.ts'
import { ChoiceSchema, ConventionsSchema, ProvenanceSchema, type StudyHead } from './studyFile.ts'
import type { TrialResult } from './trial.ts'

/** One image of a study on disk, with its heatmaps: what Figures 1 and 6 show. */
export interface PictureFile extends StudyHead {
  readonly format: 1
  readonly kind: 'picture'
  /** Id of the study that the image comes from. */
  readonly study: string
  /** Its place among the study's images, and in the test set. */
  readonly place: number
  readonly image: number
  /** How it was chosen, in one sentence. */
  readonly how: string
  /** One for each network and layer shown. */
  readonly trials: readonly TrialResult[]
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const floats = v.pipe(
  v.array(v.number()),
  v.transform((values) => Float32Array.from(values)),
)
const mask = v.pipe(
  v.array(v.picklist([0, 1])),
  v.transform((values) => Uint8Array.from(values)),
)
const values = v.record(v.string(), v.union([v.number(), v.string()]))
const metrics = v.record(v.string(), v.number())

const PictureSchema = v.pipe(
  v.object({ data: floats, shape: v.strictTuple([count, count, count]) }),
  v.check(
    ({ data, shape: [h, w, c] }) => data.length === h * w * c,
    'a picture must hold height × width × channels values',
  ),
)

const PredictionSchema = v.object({ probabilities: floats, deviation: floats, class: count })

const HeatmapSchema = v.object({
  mean: floats,
  deviation: floats,
  agreement: floats,
  total: v.number(),
  start: v.number(),
  explained: v.nullable(v.object({ class: count, share })),
})

const StageSchema = v.object({
  picture: PictureSchema,
  prediction: PredictionSchema,
  heatmap: HeatmapSchema,
})

const AuditSchema = v.object({
  label: count,
  labelSource: v.picklist(['true', 'predicted', 'target']),
  linf: v.number(),
  l2: v.number(),
  l0: count,
  clipped: share,
  zeroPixels: v.nullable(share),
  zeroDraws: v.nullable(share),
  lossBefore: v.number(),
  lossAfter: v.number(),
  predictionBefore: count,
  predictionAfter: count,
  objective: v.nullable(v.object({ before: v.number(), after: v.number() })),
})

const TrialSchema = v.object({
  request: v.object({
    model: v.string(),
    draws: count,
    picture: PictureSchema,
    label: v.nullable(count),
    attack: ChoiceSchema,
    rule: ChoiceSchema,
    layer: count,
    k: v.number(),
    conventions: ConventionsSchema,
    seed: v.pipe(v.number(), v.integer()),
    strength: v.exactOptional(v.object({ norm: v.picklist(['linf', 'l2']), value: v.number() })),
    resolved: v.object({ attack: values, rule: v.exactOptional(values) }),
  }),
  provenance: ProvenanceSchema,
  clean: StageSchema,
  attacked: StageSchema,
  overlap: v.object({
    clean: mask,
    attacked: mask,
    size: count,
    common: count,
    ties: v.object({ clean: count, attacked: count }),
  }),
  metrics,
  audit: AuditSchema,
  control: v.object({ ...StageSchema.entries, metrics }),
})

const PictureFileSchema = v.object({
  format: v.literal(1),
  kind: v.literal('picture'),
  id: v.string(),
  label: v.string(),
  notes: v.array(v.string()),
  study: v.string(),
  place: count,
  image: count,
  how: v.string(),
  trials: v.pipe(v.array(TrialSchema), v.minLength(1)),
})

/** The text of a picture's file; measured values have four significant digits. */
export function writePictureFile(file: Omit<PictureFile, 'format' | 'kind'>): string {
  return `${lineJson({ format: 1, kind: 'picture', ...(plain(file) as object) })}\n`
}

/** @throws TypeError naming the file and, in one sentence, what is wrong with it */
export function parsePictureFile(text: string, name: string): PictureFile {
  return checked(PictureFileSchema, fileOfKind('picture', text, name), name)
}

/** Arrays of any kind as lists, measured values rounded. */
function plain(value: unknown): unknown {
  if (value instanceof Float32Array) return Array.from(value, rounded)
  if (value instanceof Uint8Array) return [...value]
  if (typeof value === 'number') return Number.isInteger(value) ? value : rounded(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]))
}
