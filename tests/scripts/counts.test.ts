import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countsIn, failing, line, none, sum } from '../../scripts/lib/counts.ts'
import { unsupported } from '../../scripts/lib/requireNode.ts'

test('the last line sums the runs and names what was skipped, if anything was', () => {
  const unit = { passed: 40, failed: 1, skipped: 0 }
  expect(line(unit)).toBe('40 passed, 1 failed')
  expect(line(sum(unit, { passed: 2, failed: 0, skipped: 3 }))).toBe('42 passed, 1 failed, 3 skipped')
})

test('a run that goes wrong outside any test still counts as a failure', () => {
  expect(line(failing({ ...none, passed: 5 }))).toBe('5 passed, 1 failed')
  expect(failing({ ...none, failed: 3 }).failed).toBe(3)
})

test('a run that ended before its report counts nothing', () => {
  expect(countsIn(join(tmpdir(), 'no-such-report.json'))).toEqual(none)
})

test('tests marked as to do are skipped ones', () => {
  const report = join(mkdtempSync(join(tmpdir(), 'counts-')), 'report.json')
  const numbers = { numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }
  writeFileSync(report, JSON.stringify(numbers))
  expect(countsIn(report)).toEqual({ passed: 7, failed: 2, skipped: 2 })
})

test.each(['18.20.4', '20.18.3', '21.7.3', '22.11.0'])('Node.js %s is refused in one sentence', (version) => {
  expect(unsupported(version)).toMatch(new RegExp(`^Relevance Lab needs .*${version}\\.$`))
})

test.each(['20.19.0', '20.20.2', '22.12.0', '24.1.0'])('Node.js %s will do', (version) => {
  expect(unsupported(version)).toBeUndefined()
})
