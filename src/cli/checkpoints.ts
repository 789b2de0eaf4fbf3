import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TrainingState } from '../core/inference/method.ts'
import { readSafetensors, type Tensor, writeSafetensors } from '../engine/safetensors.ts'
import { writeWhole } from './cache.ts'

/** Where a run's state is kept between its steps. */
export function checkpointPath(cache: string, id: string, chain: number): string {
  return join(cache, 'checkpoints', id, `chain-${chain}.safetensors`)
}

/**
 * Keeps a state; whoever is killed meanwhile finds the one before.
 * `fingerprint` says what the state belongs to: a changed recipe must not go on from it.
 */
export async function saveCheckpoint(path: string, state: TrainingState, fingerprint: string): Promise<void> {
  const tensors = Object.entries(state.tensors).map(([name, data]): [string, Tensor] => [
    name,
    { dtype: 'F32', shape: [data.length], data },
  ])
  const { counters, curves } = state
  await writeWhole(
    path,
    writeSafetensors(tensors, { fingerprint, state: JSON.stringify({ counters, curves }) }),
  )
}

/** The state kept at `path`, or undefined when there is none for this fingerprint. */
export async function loadCheckpoint(path: string, fingerprint: string): Promise<TrainingState | undefined> {
  const bytes = await readFile(path).catch(() => undefined)
  if (!bytes) return undefined
  const { tensors, metadata } = readSafetensors(new Uint8Array(bytes), path)
  if (metadata.fingerprint !== fingerprint) return undefined
  const copies = [...tensors].map(([name, { data }]) => [name, Float32Array.from(data)] as const)
  const { counters, curves } = JSON.parse(metadata.state ?? '{}') as Omit<TrainingState, 'tensors'>
  return { tensors: Object.fromEntries(copies), counters, curves }
}

export async function removeCheckpoint(path: string): Promise<void> {
  await rm(path, { force: true })
}
