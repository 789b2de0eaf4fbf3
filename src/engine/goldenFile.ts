import type { TensorCheck } from '../domain/verification.ts'
import { readSafetensors, type Tensor, toFloat32 } from './safetensors.ts'

/** A safetensors file of values that independent implementations computed. */
export interface GoldenFile {
  readonly names: readonly string[]
  has(name: string): boolean
  /** @throws TypeError naming the file and the tensor that is missing */
  get(name: string): { readonly values: Float32Array; readonly shape: readonly number[] }
}

export type Named = readonly [tensor: string, check: TensorCheck]

/** @throws TypeError naming the file when it is no safetensors file */
export function goldenFile(bytes: Uint8Array, name: string): GoldenFile {
  const { tensors } = readSafetensors(bytes, name)
  const get = (tensor: string) => {
    const found: Tensor | undefined = tensors.get(tensor)
    if (!found) throw new TypeError(`${name}: tensor ${tensor} is missing`)
    return { values: toFloat32(found), shape: found.shape }
  }
  return { names: [...tensors.keys()], has: (tensor) => tensors.has(tensor), get }
}
