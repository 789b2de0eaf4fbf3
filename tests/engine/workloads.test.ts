import { beforeAll, expect, it } from 'vitest'
import { nodeHost } from '../../src/cli/nodeHost.ts'
import { startNode } from '../../src/cli/startNode.ts'
import { unobserved } from '../../src/domain/task.ts'
import { library } from '../../src/engine/library.ts'
import { localEngine } from '../../src/engine/localEngine.ts'
import { type PartServer, partServer } from '../../src/engine/partServer.ts'
import { residency } from '../../src/engine/weights.ts'

const host = nodeHost()
const shelf = library(host)
const weights = residency(2 ** 28)
const context = () => unobserved

beforeAll(() => startNode(() => {}))

const workload = (peers: readonly PartServer[]) =>
  localEngine(host, { weightBudget: 0, backends: () => [], context, shelf, weights, peers }).workload({
    id: 'fgsm',
    model: 'mnist-fc512-hmc',
    draws: 10, // two files: one for each of two workers
    images: 1,
    repeats: 1,
  })

it('a workload counts the tensors of every worker', async () => {
  const peer = partServer(shelf, weights, context)
  const twice = await workload([peer]) // the peer is this very thread
  const read = [
    { tensors: 3, bytes: 1000, peak: 2000 },
    { tensors: 10, bytes: 5000, peak: 9000 },
  ]
  const known = await workload([{ ...peer, memory: async () => read.shift()! }])
  expect(known.tensorBytes).toBe(twice.tensorBytes / 2 + 5000)
  expect(known.peakBytes).toBeGreaterThanOrEqual(known.tensorBytes + 4000)
  expect([twice.tensorsLeft, known.tensorsLeft]).toEqual([0, 7])
})
