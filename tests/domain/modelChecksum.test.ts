import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { isOther, modelChecksum, unknownChecksum } from '../../src/domain/modelChecksum.ts'

const files = ['a', 'b'].map((letter) => ({
  name: `${letter}.safetensors`,
  bytes: 1,
  sha256: letter.repeat(64),
}))

it('stands for all files of a model in their order', async () => {
  const expected = createHash('sha256')
    .update(files.map(({ sha256 }) => sha256).join('\n'))
    .digest('hex')
  expect(await modelChecksum({ files })).toBe(expected)
  expect(await modelChecksum({ files: files.toReversed() })).not.toBe(expected)
})

it('accuses no network that it does not know', () => {
  expect(isOther('a', 'b')).toBe(true)
  expect(isOther('a', 'a')).toBe(false)
  expect(isOther('a', unknownChecksum)).toBe(false)
  expect(isOther(unknownChecksum, 'b')).toBe(false)
})
