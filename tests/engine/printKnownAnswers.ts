/** Prints src/engine/selfCheckAnswers.ts anew: npx tsx tests/engine/printKnownAnswers.ts > src/engine/selfCheckAnswers.ts */
import * as tf from '../../src/core/tf.ts'
import { answer } from '../../src/engine/selfCheck.ts'

async function print(): Promise<void> {
  await tf.setBackend('cpu')
  const answers = await answer()
  console.log(`import type { Answers } from './selfCheck.ts'

/** What the known question's answers are: TensorFlow.js's plain JavaScript backend, printed by tests/engine/printKnownAnswers.ts. */
export const knownAnswers: Answers = {`)
  for (const [name, values] of Object.entries(answers)) {
    console.log(`  ${name}: [`)
    for (let i = 0; i < values.length; i += 7) {
      const row = Array.from(values as Float32Array).slice(i, i + 7)
      console.log(`    ...[${row.map((value) => Number(value.toPrecision(7))).join(', ')}],`)
    }
    console.log('  ],')
  }
  console.log('}')
}

await print()
