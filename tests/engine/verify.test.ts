import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { readSafetensors, writeSafetensors } from '../../src/engine/safetensors.ts'
import { verify } from '../../src/engine/verify.ts'
import { pageBackend } from '../core/worlds.ts'

const name = 'tests/fixtures/golden.safetensors'
const golden = new Uint8Array(readFileSync(new URL('../fixtures/golden.safetensors', import.meta.url)))
const slow = 300_000

beforeAll(pageBackend)

it('agrees with independent implementations on every tensor it knows', { timeout: slow }, async () => {
  const { tensors, unknown } = await verify(golden, name, 'cpu')
  const wrong = Object.entries(tensors).filter(([, { error, tolerance }]) => !(error <= tolerance))
  expect(wrong).toEqual([])
  expect(Object.keys(tensors)).toHaveLength(127)
  expect(unknown).toEqual([])
})

it('notices a network whose weights were changed', { timeout: slow }, async () => {
  const { tensors } = readSafetensors(golden, name)
  const kept = [...tensors].filter(([each]) => /^[xy]$|^fc2\/s0\/([wb]\d|logits|lossgrad)$/.test(each))
  const bent = kept.map(([each, tensor]) => {
    if (each !== 'fc2/s0/w1' || tensor.dtype !== 'F32') return [each, tensor] as const
    return [each, { ...tensor, data: tensor.data.map((w, i) => (i === 0 ? w + 0.5 : w)) }] as const
  })
  const result = await verify(writeSafetensors(bent), 'bent', 'cpu')
  expect(result.ok).toBe(false)
  expect(result.tensors['fc2/s0/logits']!.error).toBeGreaterThan(1e-3)
})

it('names a tensor that is missing', async () => {
  const { tensors } = readSafetensors(golden, name)
  const cut = [...tensors].filter(([each]) => /^[xy]$|^fc2\/s0\/[wb][01]$/.test(each))
  await expect(verify(writeSafetensors(cut), 'cut.safetensors', 'cpu')).rejects.toThrow(
    'cut.safetensors: tensor fc2/s0/w2 is missing',
  )
})

it('notices a statistic that was changed', async () => {
  const { tensors } = readSafetensors(golden, name)
  const kept = [...tensors].filter(([each]) => each.startsWith('stats/'))
  const bent = kept.map(([each, tensor]) => {
    if (each !== 'stats/v' || tensor.dtype !== 'F32') return [each, tensor] as const
    return [
      each,
      { ...tensor, data: tensor.data.map((value, i) => (i === 0 ? value + 0.5 : value)) },
    ] as const
  })
  const [right, wrong] = [
    await verify(writeSafetensors(kept), 'kept', 'cpu'),
    await verify(writeSafetensors(bent), 'bent', 'cpu'),
  ]
  expect(right).toMatchObject({ ok: true, unknown: [] })
  expect(Object.keys(right.tensors)).toHaveLength(7)
  const failed = Object.entries(wrong.tensors).filter(([, { error, tolerance }]) => !(error <= tolerance))
  expect(failed).toHaveLength(6) // all but the density of u
})
