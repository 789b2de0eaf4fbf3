import { type Conventions, conventionsOf, type ProtocolId, protocols } from './conventions.ts'
import type { Overrides } from './parameters.ts'

/** The protocol that conventions follow, and what is flipped against it; the nearer one, `defined` when in doubt. */
export function protocolOf(conventions: Conventions): {
  readonly protocol: ProtocolId
  readonly flipped: Overrides
} {
  const ways = Object.values(protocols).map(({ id }) => ({
    protocol: id,
    flipped: flipsAgainst(id, conventions),
  }))
  return ways.reduce((nearest, way) =>
    Object.keys(way.flipped).length < Object.keys(nearest.flipped).length ? way : nearest,
  )
}

function flipsAgainst(protocol: ProtocolId, conventions: Conventions): Overrides {
  const own: Overrides = conventionsOf(protocol)
  return Object.fromEntries(Object.entries(conventions).filter(([name, value]) => own[name] !== value))
}
