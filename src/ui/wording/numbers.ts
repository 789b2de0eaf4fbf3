/** A share as percent without its sign, one digit: 98.4. */
export function percentText(share: number): string {
  return (share * 100).toFixed(1)
}
