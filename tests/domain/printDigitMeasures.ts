// Percentiles of each measure over MNIST's 10,000 test images, as src/domain/likeness.ts holds them:
// npx tsx tests/domain/printDigitMeasures.ts
import { digitMeasures, measureDigit, measuredPercentiles } from '../../src/domain/likeness.ts'
import { percentile } from './percentile.ts'
import { testDigits } from './testDigits.ts'

const measured = (await testDigits()).map(measureDigit)
for (const measure of digitMeasures) {
  const sorted = measured.map((each) => each[measure]).sort((a, b) => a - b)
  const row = measuredPercentiles.map((percent) => percentile(sorted, percent).toFixed(3))
  console.log(`  ${measure}: [${row.join(', ')}],`)
}
