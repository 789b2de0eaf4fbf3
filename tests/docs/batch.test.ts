import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { root } from '../../scripts/lib/root.ts'
import { parseShare } from '../../src/cli/experimentSetup.ts'
import { experiments } from '../../src/experiments/index.ts'

const pathOf = (name: string) => join(root, 'docs/batch', name)
const textOf = (name: string) => readFileSync(pathOf(name), 'utf8')
const ids = experiments.map(({ id }) => id)

/** Flags of the commands that a batch file starts, on the same line or on following ones that begin with a flag. */
function flagsIn(text: string): readonly string[] {
  const commands = text
    .split('npm run experiment --')
    .slice(1)
    .map((rest) => rest.split(/\n(?!\s*--)/)[0]!)
  return commands.flatMap((command) => command.match(/--[a-z]+/g) ?? [])
}

describe('the Slurm array', () => {
  const text = textOf('slurm.sh')
  const directives = text.split('\n').filter((line) => line.startsWith('#SBATCH'))

  it('is a script that bash can read', () => {
    execFileSync('bash', ['-n', pathOf('slurm.sh')])
  })

  it('tells Slurm what it needs, before its first command', () => {
    for (const line of directives) expect(line).toMatch(/^#SBATCH --[a-z-]+=\S+$/)
    const first = text.split('\n').findIndex((line) => line !== '' && !line.startsWith('#'))
    expect(text.split('\n').slice(first).join('\n')).not.toContain('#SBATCH')
    expect(directives.map((line) => /--([a-z-]+)/.exec(line)![1])).toEqual(
      expect.arrayContaining(['array', 'cpus-per-task', 'mem', 'time']),
    )
  })

  it('has as many tasks as shards', () => {
    const [, last] = /--array=1-(\d+)/.exec(text)!
    expect(/^shards=(\d+)/m.exec(text)![1]).toBe(last)
  })
})

describe('the Kubernetes Job', () => {
  const job = parse(textOf('kubernetes.yaml')) as {
    kind: string
    apiVersion: string
    spec: {
      completionMode: string
      completions: number
      parallelism: number
      template: {
        spec: {
          restartPolicy: string
          containers: {
            command: string[]
            args: string[]
            env: { name: string; value: string }[]
            volumeMounts: { name: string }[]
          }[]
          volumes: { name: string }[]
        }
      }
    }
  }
  const [container] = job.spec.template.spec.containers
  const env = Object.fromEntries(container!.env.map(({ name, value }) => [name, value]))

  it('is an indexed Job with a pod a shard', () => {
    expect([job.apiVersion, job.kind, job.spec.completionMode]).toEqual(['batch/v1', 'Job', 'Indexed'])
    expect(job.spec.template.spec.restartPolicy).toBe('Never')
    expect(env.SHARDS).toBe(String(job.spec.completions))
    expect(ids).toContain(env.EXPERIMENT)
  })

  it('gives its last pod the last shard', () => {
    const script = container!.args[0]!.replace('exec npm run experiment', 'echo')
    const said = execFileSync(container!.command[0]!, [...container!.command.slice(1), script], {
      encoding: 'utf8',
      env: { ...env, PATH: process.env.PATH, JOB_COMPLETION_INDEX: String(job.spec.completions - 1) },
    })
    const share = parseShare(/--shard (\S+)/.exec(said)![1]!)
    expect(share).toEqual({ number: job.spec.completions, of: job.spec.completions })
  })

  it('mounts the volume that it claims', () => {
    const volumes = job.spec.template.spec.volumes.map(({ name }) => name)
    expect(container!.volumeMounts.map(({ name }) => name)).toEqual(volumes)
  })
})

describe('the CI matrix', () => {
  const flow = parse(textOf('github-actions.yml')) as {
    on: { workflow_dispatch: { inputs: { experiment: { default: string } } } }
    jobs: Record<
      'shard' | 'merge',
      { needs?: string; strategy?: { matrix: { shard: number[] } }; steps: object[] }
    >
  }

  it('computes shards from 1 on and merges them when all are done', () => {
    const shards = flow.jobs.shard.strategy!.matrix.shard
    expect(shards).toEqual(shards.map((_, i) => i + 1))
    expect(flow.jobs.merge.needs).toBe('shard')
    expect(ids).toContain(flow.on.workflow_dispatch.inputs.experiment.default)
  })

  it('has steps that run or use something', () => {
    for (const step of Object.values(flow.jobs).flatMap(({ steps }) => steps))
      expect(Object.keys(step)).toEqual(expect.arrayContaining([expect.stringMatching(/^(run|uses)$/)]))
  })
})

it('every batch file uses flags that the command has', () => {
  const help = readFileSync(join(root, 'src/cli/experiment.ts'), 'utf8')
  for (const name of ['slurm.sh', 'kubernetes.yaml', 'github-actions.yml']) {
    const flags = flagsIn(textOf(name))
    expect(flags).toContain('--shard')
    for (const flag of flags) expect(help).toContain(`'${flag}`)
  }
})
