import { useState } from 'react'
import type { Family } from '../../../domain/catalogue.ts'
import type { ChainRecord, ModelCard } from '../../../domain/modelCard.ts'
import { ChainCurves } from '../../../plots/ChainCurves.tsx'
import { Agreement } from './Agreement.tsx'
import { ChainTable } from './ChainTable.tsx'
import { agreementSentence } from './sentences.ts'
import { words } from './words.ts'

const w = words.chains

/** What the chains of a sampled posterior did, transition by transition, and whether they agree. */
export function Chains({ card, family }: { card: ModelCard; family: Family }) {
  const [pointed, setPointed] = useState<number | null>(null)
  const [held, setHeld] = useState<number | null>(null)
  if (card.chains.length === 0) return null
  const verdict = agreementSentence(card)
  return (
    <section className="card-part">
      <h3>{w.title}</h3>
      {verdict && <p className="card-text">{verdict}</p>}
      {card.convergence && (
        <Agreement model={card.id} convergence={card.convergence} draws={drawsOf(card.chains)} />
      )}
      <Curves chains={card.chains} family={family} lit={pointed ?? held} />
      <p className="note">{w.intro}</p>
      <ChainTable
        model={card.id}
        chains={card.chains}
        held={held}
        onPoint={setPointed}
        onHold={(chain) => setHeld(chain === held ? null : chain)}
      />
    </section>
  )
}

interface CurvesProps {
  readonly chains: readonly ChainRecord[]
  readonly family: Family
  readonly lit: number | null
}

function Curves({ chains, family, lit }: CurvesProps) {
  const of = (name: 'potential' | 'acceptanceProbability' | 'stepSize' | 'distance') => ({
    chains: chains
      .filter((each) => each[name].length > 0)
      .map((each) => ({ chain: each.chain, warmUp: each.warmUp, values: each[name] })),
    family,
    lit,
  })
  const after = chains.some((each) => each.warmUp > 0 && each.potential.length > each.warmUp + 1)
  return (
    <div className="card-figures">
      <ChainCurves {...of('potential')} label={w.potentialLabel} yLabel={w.potential} />
      {after && <ChainCurves {...of('potential')} settled label={w.settledLabel} yLabel={w.settled} />}
      <ChainCurves
        {...of('acceptanceProbability')}
        label={w.acceptanceLabel}
        yLabel={w.acceptance}
        yDomain={[0, 1]}
      />
      <ChainCurves {...of('stepSize')} label={w.stepSizeLabel} yLabel={w.stepSize} />
      <ChainCurves {...of('distance')} label={w.distanceLabel} yLabel={w.distance} />
      <p className="note">{w.reading}</p>
    </div>
  )
}

function drawsOf(chains: readonly ChainRecord[]): number {
  return chains.reduce((sum, chain) => sum + chain.draws, 0)
}
