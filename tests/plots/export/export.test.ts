import { describe, expect, it } from 'vitest'
import { csvOf } from '../../../src/plots/export/csv.ts'
import { jsonOf } from '../../../src/plots/export/json.ts'
import { escaped, tag } from '../../../src/plots/export/markup.ts'

const caption = { title: 'Robustness', facts: [['attack', 'FGSM, ε 0.2'] as const, ['seed', '0'] as const] }

describe('a table in a file', () => {
  const table = {
    columns: ['image', 'class', 'value'],
    rows: [
      [3, 'T-shirt, "top"', 0.1234567890123],
      [4, 'two\nlines', null],
    ],
  }
  const lines = csvOf(table, caption).split('\r\n')

  it('begins with the caption', () => {
    expect(lines.slice(0, 3)).toEqual(['# Robustness', '# attack: FGSM, ε 0.2', '# seed: 0'])
  })

  it('quotes what needs it and gives numbers in full', () => {
    expect(lines.slice(3)).toEqual([
      'image,class,value',
      '3,"T-shirt, ""top""",0.1234567890123',
      '4,"two\nlines",',
      '',
    ])
  })

  it('never lets a value pass for a comment', () => {
    for (const text of ['# 1', 'no. #1'])
      expect(csvOf({ columns: ['a'], rows: [[text]] }, { title: 't', facts: [] })).toContain(`"${text}"`)
  })
})

describe('numbers as JSON', () => {
  it('stand beside their caption, typed arrays as plain ones', () => {
    expect(JSON.parse(jsonOf(caption, { heatmap: Float32Array.of(0.5, -1) }))).toEqual({
      title: 'Robustness',
      facts: { attack: 'FGSM, ε 0.2', seed: '0' },
      data: { heatmap: [0.5, -1] },
    })
  })
})

it('several facts of one name all stay', () => {
  const notes = { title: 'Robustness', facts: [['note', 'one'] as const, ['note', 'two'] as const] }
  expect(JSON.parse(jsonOf(notes, null)).facts).toEqual({ note: 'one; two' })
})

describe('markup', () => {
  it('escapes what XML keeps for itself and drops what it cannot write', () => {
    expect(tag('text', { id: '"a"' }, escaped('R < 1 & ε > 0\u0007'))).toBe(
      '<text id="&quot;a&quot;">R &lt; 1 &amp; ε &gt; 0</text>',
    )
  })
})
