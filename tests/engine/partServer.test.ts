import { beforeAll, describe, expect, it } from 'vitest'
import { abortable, type Context, unobserved } from '../../src/domain/task.ts'
import { attended } from '../../src/engine/attended.ts'
import type { Library } from '../../src/engine/library.ts'
import { type PartServer, partServer, remoteEnsemble } from '../../src/engine/partServer.ts'
import { residency } from '../../src/engine/weights.ts'
import { batch, noise, pageBackend, randomPosterior } from '../core/worlds.ts'

beforeAll(pageBackend)

const posterior = randomPosterior('fc2', { hidden: 4, draws: 6 })
const ranges = [0, 2, 4].map((first) => ({ first, count: 2 }))
const id = { architecture: 'fc2', hidden: 4, ranges }

/** A server whose work goes through `context`. */
function serverWith(context: (signal: AbortSignal) => Context): PartServer {
  const shelf = { posterior: async () => posterior } as unknown as Library
  return partServer(shelf, residency(2 ** 24), (_, signal) => context(signal))
}

describe('a part of an ensemble', () => {
  it('stops at the next checkpoint once it is closed', async () => {
    let checkpoints = 0
    const server = serverWith((signal) => ({
      async checkpoint(progress) {
        if (++checkpoints === 2) await server.close(part)
        await abortable(signal).checkpoint(progress)
      },
    }))
    const part = await server.open('any', ranges, () => {})
    await expect(server.forward(part, null, batch(noise(20), 20))).rejects.toThrow('abort')
    expect(checkpoints).toBe(2)
  })

  it('lets whoever waits for it pass checkpoints, and stop', async () => {
    const never = { forward: () => new Promise<never>(() => {}) } as unknown as PartServer
    const stop = new AbortController()
    let checkpoints = 0
    const remote = remoteEnsemble(never, 0, id, {
      async checkpoint() {
        if (++checkpoints === 3) stop.abort()
        stop.signal.throwIfAborted()
      },
    })
    await expect(remote.forward(batch(noise(1), 1))).rejects.toThrow('abort')
    expect(checkpoints).toBe(3)
  })

  it('answers as before when nobody stops it', async () => {
    const server = serverWith(abortable)
    const part = await server.open('any', ranges, () => {})
    const remote = remoteEnsemble(server, part, id, unobserved)
    const pass = await remote.forward(batch(noise(2), 2))
    expect(pass.logits).toHaveLength(6 * 2 * 10)
    await server.close(part)
  })

  it('tells what its worker’s tensors take, and the most since it was last asked', async () => {
    const server = serverWith(abortable)
    const before = await server.memory()
    const part = await server.open('any', ranges, () => {})
    await server.forward(part, null, batch(noise(20), 20))
    await server.forward(part, null, batch(noise(20), 20))
    const open = await server.memory()
    await server.close(part)
    const closed = await server.memory()
    expect(open.bytes - before.bytes).toBeGreaterThan(2 * 6 * 20 * (4 + 4 + 10) * 4) // tapes of two passes
    expect(open.tensors).toBeGreaterThan(before.tensors)
    expect(open.peak).toBeGreaterThanOrEqual(open.bytes)
    expect(closed.bytes).toBeLessThan(open.bytes)
    expect(closed.peak).toBe(closed.bytes)
  })
})

describe('waiting', () => {
  it('hands an error on', async () => {
    await expect(attended(Promise.reject(new RangeError('no')), unobserved)).rejects.toThrow('no')
  })

  it('asks for no checkpoint when the answer is there', async () => {
    const context = { checkpoint: () => Promise.reject(new Error('asked')) }
    expect(await attended(Promise.resolve(7), context)).toBe(7)
  })
})
