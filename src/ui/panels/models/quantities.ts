/** Numbers as the cards write them; their units stand beside them unless they are part of the text. */

/** A share in percent without its sign; two digits, for 10,000 images tell no more. */
export function percent(share: number, digits = 2): string {
  return (100 * share).toFixed(digits)
}

/** 0 only when it is, for zero is what it is about. */
export function exactPercent(share: number): string {
  return share === 0 ? '0' : percent(share)
}

/** As short as a share can be said: 0, 0.3, 41. */
export function shortPercent(share: number): string {
  if (share === 0) return '0'
  if (share < 0.001) return '< 0.1'
  return percent(share, share < 0.1 ? 1 : 0)
}

export function wholeNumber(value: number): string {
  return value.toLocaleString('en-US')
}

/** "2.7 MB" */
export function bytesText(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** "1 h 05 min", "9 min 05 s", "12 s" */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  if (whole >= 3600) return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`
  return whole >= 60 ? `${Math.floor(whole / 60)} min ${two(whole % 60)} s` : `${whole} s`
}

const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E']

/** Floating-point operations: "4.81 TFLOP" */
export function flopText(flop: number, unit = 'FLOP'): string {
  const step = Math.max(0, Math.min(prefixes.length - 1, Math.floor(Math.log10(Math.max(1, flop)) / 3)))
  return `${Number((flop / 1000 ** step).toPrecision(3))} ${prefixes[step]}${unit}`
}

/** Three digits that count, without an exponent where it can be read without. */
export function quantity(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-3) return value.toExponential(1)
  return wholeNumber(Number(value.toPrecision(Math.abs(value) >= 1000 ? 6 : 3)))
}
