import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { root } from './root.ts'

/** A command that ended badly; its own output has already said why. */
export class Failed extends Error {}

/**
 * Runs a program of node_modules/.bin or of PATH in the repository's folder, its output going straight through.
 * @throws Failed naming the command
 */
export async function run(command: string, ...args: readonly string[]): Promise<void> {
  await ended(command, args, 'inherit')
}

/** As `run`, but all output goes to the error stream, so that the answer of the command we serve stays clean. */
export async function runAside(command: string, ...args: readonly string[]): Promise<void> {
  await ended(command, args, 2)
}

async function ended(command: string, args: readonly string[], output: 'inherit' | 2): Promise<void> {
  const code = await exitCode(command, args, output)
  if (code !== 0) throw new Failed(`${[command, ...args].join(' ')} ended with ${code}`)
}

/** Runs a command's work; what it throws becomes an exit code and, when it was foreseen, one sentence. */
export async function main(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const foreseen = error instanceof Failed || error instanceof RangeError
    console.error(foreseen ? error.message : error)
    process.exitCode = 1
  }
}

function exitCode(command: string, args: readonly string[], output: 'inherit' | 2): Promise<number> {
  const path = join(root, 'node_modules/.bin') + delimiter + process.env.PATH
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['inherit', output, 'inherit'],
      env: { ...process.env, PATH: path },
      shell: process.platform === 'win32', // there the programs of .bin are .cmd files
    })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}
