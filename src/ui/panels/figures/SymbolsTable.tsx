import { useMemo } from 'react'
import type { Catalogue } from '../../../domain/catalogue.ts'
import { mannWhitney } from '../../../domain/statistics/mannWhitney.ts'
import { starLevels } from '../../../domain/statistics/stars.ts'
import type { StudyFile } from '../../../domain/studyFile.ts'
import { StatisticHelp } from '../../controls/StatisticHelp.tsx'
import { useChecksums } from '../../useChecksums.ts'
import { useLab } from '../../useLab.tsx'
import { renewedSince, usedIn } from '../../wording/renewed.ts'
import type { Panel } from './figure.ts'
import { samplesOf, starsFor } from './measures.ts'
import { rules } from './published.ts'
import { figures as registry } from './registry.ts'
import { fileOf, useFiles } from './useFiles.ts'
import { words } from './words.ts'

const w = words.symbols
const protocols = ['defined', 'released'] as const
const question = {
  rules,
  layers: [0, 1, 2],
  quantity: 'robustness',
  draws: 'most',
  correlation: null,
} as const

export interface SymbolsTableProps {
  /** Ids of the figures that have stars. */
  readonly figures: readonly string[]
  readonly catalogue: Catalogue
}

/** Table V: what the stars mean, and how often each of them stands in the results that are here. */
export function SymbolsTable({ figures, catalogue }: SymbolsTableProps) {
  const lab = useLab()
  const wanted = useMemo(() => protocols.map((protocol) => experimentsOf(figures, protocol)), [figures])
  const found = useFiles(lab.results, wanted.flat())
  const files = found.map(fileOf)
  const key = files.map((file) => file?.id ?? '').join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: a file is known by its name
  const counts = useMemo(
    () =>
      protocols.map((_, i) =>
        countsOf(files.slice(i * wanted[i]!.length, (i + 1) * wanted[i]!.length), catalogue),
      ),
    [key, catalogue, wanted],
  )
  const used = files.flatMap((file) => (file ? usedIn(file) : []))
  const now = useChecksums([...new Set(used.map(({ model }) => model))])
  const tests = counts.map((count) => [...count.values()].reduce((sum, each) => sum + each, 0))
  return (
    <div className="figure-wide">
      <table className="figure-table" data-table="symbols">
        <caption>
          {mannWhitney.label} <StatisticHelp statistic={mannWhitney} />
        </caption>
        <thead>
          <tr>
            <th scope="col">{w.p}</th>
            <th scope="col">{w.sign}</th>
            {protocols.map((protocol) => (
              <th key={protocol} scope="col">
                {w.count(words.protocol[protocol])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {starLevels.map(({ stars }, i) => (
            <tr key={stars}>
              <th scope="row">{w.levels[i]}</th>
              <td>{stars}</td>
              {protocols.map((protocol, side) => (
                <td
                  key={protocol}
                  data-readout={`${protocol} ${stars}`}
                  data-value={counts[side]!.get(stars) ?? 0}
                >
                  {tests[side] ? (counts[side]!.get(stars) ?? 0) : words.numbers.none}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {protocols.map((protocol, side) => (
        <p key={protocol} className="note">
          {w.tests(words.protocol[protocol], tests[side]!, thereIn(side).length, wanted[side]!.length)}
          {renewedIn(side) > 0 && ` ${w.renewed(renewedIn(side))}`}
        </p>
      ))}
    </div>
  )

  function thereIn(side: number): readonly StudyFile[] {
    const { length } = wanted[side]!
    return files.slice(side * length, (side + 1) * length).filter((file) => file !== null)
  }

  function renewedIn(side: number): number {
    return thereIn(side).filter((file) => renewedSince(usedIn(file), now).length > 0).length
  }
}

/** Every result behind a box plot, once. */
function experimentsOf(ids: readonly string[], protocol: 'defined' | 'released'): readonly string[] {
  const panels = registry.flatMap(({ id, body }): readonly Panel[] =>
    ids.includes(id) && body.kind === 'boxes' ? body.panels : [],
  )
  return [...new Set(panels.flatMap(({ results }) => results?.[protocol] ?? []))]
}

function countsOf(files: readonly (StudyFile | null)[], { models }: Catalogue): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const file of files) {
    const samples = file ? samplesOf(file, models, question) : []
    for (const sample of samples) {
      const stars = starsFor(sample, samples)
      if (stars) counts.set(stars, (counts.get(stars) ?? 0) + 1)
    }
  }
  return counts
}
