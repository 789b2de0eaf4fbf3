import { describe, expect, it } from 'vitest'
import {
  readSafetensors,
  type Tensor,
  toFloat16,
  toFloat32,
  writeSafetensors,
} from '../../src/engine/safetensors.ts'

const tensors: readonly (readonly [string, Tensor])[] = [
  ['bytes', { dtype: 'U8', shape: [3], data: Uint8Array.of(0, 128, 255) }],
  ['floats', { dtype: 'F32', shape: [2, 2], data: Float32Array.of(1.5, -2, 1e-30, 3e30) }],
  ['levels', { dtype: 'I8', shape: [1, 3], data: Int8Array.of(-127, 0, 127) }],
  ['halves', { dtype: 'F16', shape: [2], data: toFloat16(Float32Array.of(0.5, -1024)) }],
  ['whole', { dtype: 'I32', shape: [], data: Int32Array.of(-70_000) }],
]

/** A file with this header text and this much data. */
function file(header: string, dataBytes = 0): Uint8Array {
  const text = new TextEncoder().encode(header)
  const bytes = new Uint8Array(8 + text.length + dataBytes)
  new DataView(bytes.buffer).setUint32(0, text.length, true)
  bytes.set(text, 8)
  return bytes
}

describe('safetensors', () => {
  it('come back as they were written, in order, with their metadata', () => {
    const read = readSafetensors(writeSafetensors(tensors, { made: 'by a test' }), 'test')
    expect([...read.tensors]).toEqual(tensors)
    expect(read.metadata).toEqual({ made: 'by a test' })
  })

  it('are read from bytes that start at any address', () => {
    const bytes = writeSafetensors(tensors)
    const shifted = new Uint8Array(bytes.length + 1)
    shifted.set(bytes, 1)
    expect([...readSafetensors(shifted.subarray(1), 'test').tensors]).toEqual(tensors)
  })

  it.each([
    ['an empty file', new Uint8Array(0), 'x: expected a safetensors file, found 0 bytes'],
    [
      'a header cut short',
      file('{"a": 1}').subarray(0, 12),
      'x: truncated: its header needs 16 bytes, found 12',
    ],
    ['a header that is no JSON', file('nonsense'), 'x: not a safetensors file: its header is no JSON object'],
    ['a header that is a list', file('[1, 2]'), 'x: not a safetensors file: its header is no JSON object'],
    [
      'a picture',
      new Uint8Array(64).fill(255),
      'x: not a safetensors file: its header would be longer than 100 MB',
    ],
    [
      'an unknown element type',
      file('{"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}', 4),
      'x: tensor a has no known dtype, shape and data_offsets',
    ],
    [
      'a size that is not that of the shape',
      file('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', 4),
      'x: tensor a of shape [2] needs 8 bytes, its offsets give 4',
    ],
    [
      'data cut short',
      file('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', 4),
      'x: truncated: tensor a ends at byte 8 of the data, found 4',
    ],
  ])('refuse %s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes, 'x')).toThrow(new TypeError(message))
  })

  it('refuse to write a tensor whose shape does not hold its data', () => {
    const wrong: Tensor = { dtype: 'F32', shape: [3], data: new Float32Array(2) }
    expect(() => writeSafetensors([['w', wrong]])).toThrow('tensor w of shape [3] needs 12 bytes, got 8')
  })
})

describe('half floats', () => {
  const throughHalf = (...values: number[]) =>
    Array.from(
      toFloat32({ dtype: 'F16', shape: [values.length], data: toFloat16(Float32Array.from(values)) }),
    )

  it('keep what they can hold', () => {
    const exact = [0, 1, -2, 0.5, 65504, 2 ** -14, 2 ** -24, -1.5 * 2 ** -20, 1 + 2 ** -10]
    expect(throughHalf(...exact)).toEqual(exact)
  })

  it('round to nearest, ties to even', () => {
    expect(throughHalf(1 + 2 ** -11, 1 + 3 * 2 ** -11)).toEqual([1, 1 + 2 ** -9])
    expect(throughHalf(2 ** -25, 1.001 * 2 ** -25)).toEqual([0, 2 ** -24])
  })

  it('err by at most one part in 2048', () => {
    for (let x = 1e-4; x < 6e4; x *= 1.37) expect(Math.abs(throughHalf(x)[0]! / x - 1)).toBeLessThan(2 ** -11)
  })

  it('overflow to infinity and keep NaN', () => {
    expect(throughHalf(65520, -1e9, Number.NaN)).toEqual([Infinity, -Infinity, Number.NaN])
  })
})
