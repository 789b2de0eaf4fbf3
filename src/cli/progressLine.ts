import type { Context, Progress } from '../domain/task.ts'

/** Says how far a run has come: in place on a terminal, every ten seconds in a log. */
export function progressLine(name: string, out: NodeJS.WriteStream = process.stdout): Context {
  let began = { at: Date.now(), step: 0 }
  let said = 0
  let label: string | undefined
  return {
    async checkpoint(progress) {
      const now = Date.now()
      if (progress.label !== label || said === 0) {
        label = progress.label
        began = { at: now, step: progress.step }
      }
      const last = progress.step === progress.of
      if (!out.isTTY && !last && now - said < 10_000) return
      said = now
      const left = ((now - began.at) / 1000) * ((progress.of - progress.step) / (progress.step - began.step))
      const line = `${name} ${describe(progress)}${Number.isFinite(left) ? `  ${duration(left)} left` : ''}`
      out.write(out.isTTY ? `\r\x1b[K${line}${last ? '\n' : ''}` : `${line}\n`)
    },
  }
}

/** "1 h 05 min", "3 min 20 s", "12 s" */
export function duration(seconds: number): string {
  const s = Math.round(seconds)
  if (s >= 3600)
    return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, '0')} min`
  return s >= 60 ? `${Math.floor(s / 60)} min ${String(s % 60).padStart(2, '0')} s` : `${s} s`
}

function describe({ step, of, label, readings = {} }: Progress): string {
  const values = Object.entries(readings).map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
  return [label, `${step}/${of}`, ...values].filter(Boolean).join('  ')
}
