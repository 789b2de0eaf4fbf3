import { describe, expect, it } from 'vitest'
import type { PartRecord } from '../../src/domain/parts.ts'
import { mergedShards, parseShardFile, type ShardFile } from '../../src/domain/shardFile.ts'
import { someStudy, someValues } from './someStudy.ts'

const whole = someStudy({ images: 12, columns: 2 })
const { request, labels, columns } = whole

function part(subject: number, from: number, to: number): PartRecord {
  const { provenance } = columns[subject]!
  return {
    subject,
    from,
    to,
    provenance: { ...provenance, milliseconds: 5 },
    values: someValues(request, subject, from, to),
  }
}

function shard(number: number, parts: readonly PartRecord[], change: Partial<ShardFile> = {}): ShardFile {
  const head = { format: 1, kind: 'shard', id: 'some', label: 'some', notes: [] } as const
  return { ...head, number, of: 2, request, labels, parts, ...change }
}

const first = shard(1, [part(0, 0, 4), part(0, 8, 12), part(1, 4, 8)])
const second = shard(2, [part(1, 0, 4), part(0, 4, 8), part(1, 8, 12)])

describe('shards', () => {
  it('merge into what one machine computes', () => {
    const merged = mergedShards([second, first])
    expect(merged.labels).toEqual(labels)
    merged.columns.forEach((column, i) => {
      expect(column!.values).toEqual(columns[i]!.values)
      expect(column!.provenance.milliseconds).toBe(15)
    })
  })

  it('survive their file', () => {
    expect(parseShardFile(JSON.parse(JSON.stringify(first)), 'shard.json')).toEqual(first)
  })

  const other = (change: object) => ({
    ...second,
    parts: second.parts.map((each) => ({ ...each, provenance: { ...each.provenance, ...change } })),
  })
  const faults: readonly (readonly [what: string, shards: readonly ShardFile[], sentence: string])[] = [
    ['nothing', [], 'there are no shards to merge'],
    ['a missing shard', [first], 'some: of 2 shards, 2 missing'],
    ['a shard twice', [first, first], 'some: shard 1 is there twice'],
    [
      'shards of another dealing',
      [first, { ...second, of: 3 }],
      'some: shards 1 and 2 do not belong together: one is of 2, the other of 3',
    ],
    [
      'another request',
      [first, { ...second, request: { ...request, seed: 1 } }],
      'some: shards 1 and 2 answer different requests: seed is not the same',
    ],
    [
      'a request with more in it',
      [first, { ...second, request: { ...request, strength: { norm: 'l2', value: 1 } } }],
      'some: shards 1 and 2 answer different requests: strength is not the same',
    ],
    [
      'a shard with a hole',
      [first, { ...second, parts: second.parts.slice(0, 1) }],
      'network-0 with 1 draws: images 4 to 7 are missing',
    ],
    [
      'images computed twice',
      [first, { ...second, parts: [...second.parts, part(0, 2, 6)] }],
      'network-0 with 1 draws: images 2 to 3 are there twice',
    ],
    [
      'networks that were trained anew meanwhile',
      [first, other({ modelChecksum: 'another' })],
      'network-0 with 1 draws: parts were computed with different networks (checksums checksum and another)',
    ],
    [
      'two backends',
      [first, other({ backend: 'cpu' })],
      'network-0 with 1 draws: parts were computed on wasm and on cpu',
    ],
  ]
  it.each(faults)('refuse %s', (_, shards, sentence) => {
    expect(() => mergedShards(shards)).toThrow(new RangeError(sentence))
  })

  it('refuse what is no shard', () => {
    expect(() => parseShardFile({ kind: 'study' }, 'x.json')).toThrow('x.json: format: ')
  })
})
