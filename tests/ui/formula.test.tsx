import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { metrics } from '../../src/core/metrics/index.ts'
import { fraction, root, sub, sup } from '../../src/domain/formula.ts'
import { statistics } from '../../src/domain/statistics/index.ts'
import { FormulaView } from '../../src/ui/controls/FormulaView.tsx'
import { StatisticHelp } from '../../src/ui/controls/StatisticHelp.tsx'

const drawn = (...lines: Parameters<typeof FormulaView>[0]['lines']) =>
  renderToStaticMarkup(<FormulaView lines={lines} />).replaceAll(/<\/?math[^>]*>/g, '')

describe('a formula', () => {
  it('tells numbers, letters and signs apart', () => {
    expect(drawn('1 − 2.5 p̃')).toBe('<mrow><mn>1</mn><mo>−</mo><mn>2.5</mn><mi>p̃</mi></mrow>')
  })

  it('stacks fractions, roots, indices and powers', () => {
    expect(drawn(fraction('1', root('n')))).toBe('<mfrac><mn>1</mn><msqrt><mi>n</mi></msqrt></mfrac>')
    expect(drawn([sub('a', 'i'), sup('x', '2')])).toBe(
      '<mrow><msub><mi>a</mi><mi>i</mi></msub><msup><mi>x</mi><mn>2</mn></msup></mrow>',
    )
    expect(drawn(sub('Σ', 'i'))).toBe('<munder><mo>Σ</mo><mi>i</mi></munder>')
    expect(drawn(sub('Top', 'k'))).toBe('<msub><mi>Top</mi><mi>k</mi></msub>')
  })

  it.each([...statistics, ...metrics.entries])(
    'of $label is one click away, with its sentence and source',
    (statistic) => {
      const page = renderToStaticMarkup(<StatisticHelp statistic={statistic} />)
      expect(page.match(/<math /g)).toHaveLength(statistic.formula.length)
      expect(page).toContain(statistic.summary)
      expect(page).toContain(statistic.source)
    },
  )
})
