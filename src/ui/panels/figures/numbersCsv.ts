import type { Table } from '../../../plots/export/csv.ts'
import type { Line, Measured, Question } from './measures.ts'

const protocols = ['defined', 'released'] as const

const fields: readonly (readonly [name: string, of: (measured: Measured) => number | string | null])[] = [
  ['images', ({ images }) => images],
  ['draws', ({ draws }) => draws],
  ['median', ({ median }) => median],
  ['low', ({ interval }) => interval[0]],
  ['high', ({ interval }) => interval[1]],
  ['lower quartile', ({ quartiles }) => quartiles[0]],
  ['upper quartile', ({ quartiles }) => quartiles[1]],
  ['random pattern', ({ control }) => control],
  ['peak', ({ peak }) => peak],
  ['stars', ({ stars }) => stars],
  ['correlation', ({ correlation }) => correlation?.coefficient ?? null],
  ['correlation low', ({ correlation }) => correlation?.interval[0] ?? null],
  ['correlation high', ({ correlation }) => correlation?.interval[1] ?? null],
  ['correlation, random pattern', ({ correlationControl }) => correlationControl?.coefficient ?? null],
]

/** Every number of a panel in full: one row a network, rule and layer. */
export function numbersCsv(lines: readonly Line[], { quantity }: Question): Table {
  return {
    columns: [
      'quantity',
      'layer',
      'rule',
      'network',
      'draws',
      'published median',
      'published lower quartile',
      'published upper quartile',
      'published peak',
      'published correlation',
      ...protocols.flatMap((protocol) => fields.map(([name]) => `${protocol} ${name}`)),
    ],
    rows: lines.map(({ layer, rule, family, draws, published, sides }) => [
      quantity,
      layer + 1,
      rule,
      family,
      draws,
      published?.median ?? null,
      published?.quartiles?.[0] ?? null,
      published?.quartiles?.[1] ?? null,
      published?.peaks?.join(' ') ?? null,
      published?.correlation ?? null,
      ...protocols.flatMap((protocol) => {
        const measured = sides[protocol]
        return fields.map(([, of]) => (measured ? of(measured) : null))
      }),
    ]),
  }
}
