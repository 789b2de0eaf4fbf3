import type { Batch, Ensemble } from '../core/ensemble.ts'
import { type Network, network, softened } from '../core/nn/network.ts'
import type { Posterior } from '../core/posterior/posterior.ts'
import { blocksOf } from './blocks.ts'
import { type DrawRange, drawsIn, rangeBytes } from './drawRanges.ts'
import { type LocalOptions, type LocalPass, localPass } from './localPass.ts'
import { residentBytesPerDraw } from './weights.ts'

export interface LocalEnsemble extends Ensemble {
  /** Frees the tapes of the passes. */
  release(): void
}

const passesKept = 2
const rowsTogether = 20 // images times draws; with more the products outweigh the calls, and an abort would wait for them

/** Some draws of a posterior, given as ranges, computed on the current backend one range after the other. */
export function localEnsemble(
  posterior: Posterior,
  ranges: readonly DrawRange[],
  options: LocalOptions,
): LocalEnsemble {
  return ensembleOf(network(posterior.architecture), posterior, ranges, options)
}

function ensembleOf(
  net: Network,
  posterior: Posterior,
  ranges: readonly DrawRange[],
  options: LocalOptions,
): LocalEnsemble {
  const soft = new Map<number, LocalEnsemble>()
  const draws = drawsIn(ranges)
  const passes: { batch: Batch; pass: Promise<LocalPass> }[] = []
  return {
    network: net,
    draws,
    forward(batch) {
      const known = passes.find((each) => each.batch === batch)
      if (known) return known.pass
      while (passes.length >= passesKept) release(passes.shift()!.pass)
      const blocks = blocksOf(ranges, drawsTogether(posterior, batch.n))
      const pass = localPass({ posterior, net, blocks, draws, batch, ...options })
      passes.push({ batch, pass })
      return pass
    },
    softened(beta) {
      // an attack that sharpens as it goes would otherwise hold the tapes of every sharpness it went through
      soft.forEach((each, sharpness) => sharpness !== beta && each.release())
      const known = soft.get(beta) ?? ensembleOf(softened(net, beta), posterior, ranges, options)
      soft.set(beta, known)
      return known
    },
    release() {
      soft.forEach((each) => each.release())
      passes.splice(0).forEach(({ pass }) => release(pass))
    },
  }
}

/** The fewest draws that are computed in blocks of the same sizes as `draws` are. */
export function drawsOfAllSizes(draws: number): number {
  return draws <= rowsTogether ? draws : rowsTogether + (draws % rowsTogether)
}

/** Draws that are computed at once on n images: a few images of light draws are mostly calls, so many go together. */
function drawsTogether(posterior: Posterior, n: number): number {
  return Math.min(rowsTogether / n, rangeBytes / residentBytesPerDraw(posterior))
}

function release(pass: Promise<LocalPass>): void {
  pass.then(
    (done) => done.free(),
    () => {}, // a pass that failed holds nothing
  )
}
