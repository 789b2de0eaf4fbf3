import type { Catalogue } from './catalogue.ts'
import type { Picture } from './image.ts'
import type { Drawn, StudyPart, StudyPartRequest } from './study.ts'
import type { Progress } from './task.ts'
import type { FilmResult, LayersRequest, LayersResult, TrialRequest, TrialResult } from './trial.ts'
import type { Verification } from './verification.ts'
import type { WorkloadRequest, WorkloadResult } from './workload.ts'

export type BackendId = 'wasm' | 'webgl' | 'webgpu' | 'cpu'

/** A backend's answer to the known question at start. */
export interface BackendReport {
  readonly id: BackendId
  readonly status: 'chosen' | 'available' | 'wrong' | 'missing' | 'unchecked'
  /** One sentence: why it was chosen, or why not. */
  readonly note: string
  /** Largest error over the known question's answers. */
  readonly error?: number
  readonly milliseconds?: number
}

export interface TestImage {
  readonly picture: Picture
  readonly label: number
}

export type Report = (progress: Progress) => void

/** What a host offers to the page; the same calls in a worker, in Node and in a test. */
export interface Engine {
  catalogue(): Promise<Catalogue>
  backends(): Promise<readonly BackendReport[]>
  /** Computes on another backend from now on, and remembers it. Work under way fails with a sentence. */
  useBackend(id: BackendId): Promise<void>
  /** Labels of all test images of a data set, in order. */
  labels(dataset: string): Promise<Uint8Array>
  testImage(dataset: string, index: number): Promise<TestImage>
  /** Places in the test set of the images that a study takes. */
  sampleImages(dataset: string, sample: Drawn): Promise<readonly number[]>
  /** The model's whole card, as read. */
  card(model: string): Promise<unknown>
  trial(request: TrialRequest, report: Report, signal: AbortSignal): Promise<TrialResult>
  layers(request: LayersRequest, report: Report, signal: AbortSignal): Promise<LayersResult>
  /** The iterates of a trial's attack, for a film strip. */
  film(request: TrialRequest, report: Report, signal: AbortSignal): Promise<FilmResult>
  /** Some images of a study under one of its networks. */
  study(request: StudyPartRequest, report: Report, signal: AbortSignal): Promise<StudyPart>
  /** Times a piece of typical work, for the benchmark. */
  workload(request: WorkloadRequest): Promise<WorkloadResult>
  /** Compares with a file of golden values (safetensors bytes) on the backend in use. */
  verify(file: Uint8Array, name: string): Promise<Verification>
}
