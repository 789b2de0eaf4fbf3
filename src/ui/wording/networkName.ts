import type { ModelEntry } from '../../domain/catalogue.ts'
import { t } from '../messages.ts'

/** A network in a sentence: two columns may share a label, but not an architecture. */
export function networkName({ label, architecture, hidden }: ModelEntry): string {
  return t.bench.network(label, architecture, hidden)
}
