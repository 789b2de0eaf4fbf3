import type { Progress } from '../../domain/task.ts'
import { t } from '../messages.ts'

/** What is being done for a network, or what is fetched for it and how much of that is there; undefined where nothing says so. */
export function doingText(progress: Progress | null | undefined, model: string): string | undefined {
  const { loading, label } = progress ?? {}
  if (!loading) return label || undefined
  const [read, of] = [megabytes(loading.bytes), megabytes(loading.of)]
  return loading.model === model ? t.bench.loading(read, of) : t.bench.loadingOther(loading.model, read, of)
}

/** Megabytes as a person counts them: 93, 2.7. */
function megabytes(bytes: number): string {
  const value = bytes / 1e6
  return value.toFixed(value < 10 ? 1 : 0)
}
