import type { Frame } from '../../../../domain/trial.ts'

/** The place of the frame nearest to `step`, the last one without a step: a film may be shorter than its link thinks. */
export function frameAt(frames: readonly Pick<Frame, 'step'>[], step: number | undefined): number {
  if (step === undefined) return frames.length - 1
  const away = frames.map((frame) => Math.abs(frame.step - step))
  return away.indexOf(Math.min(...away))
}

/** The place of the frame whose picture is the attack's result; −1 where it was left out, or none is. */
export function keptFrame(frames: readonly Pick<Frame, 'picture'>[], result: Float32Array): number {
  return frames.findLastIndex(({ picture }) => picture.data.every((value, i) => value === result[i]))
}
