/** What each number of stars says about p, most significant first. */
export const starLevels = [
  { atMost: 1e-4, stars: '****' }, // Table V prints five, the released code draws four
  { atMost: 1e-3, stars: '***' },
  { atMost: 0.01, stars: '**' },
  { atMost: 0.05, stars: '*' },
  { atMost: 1, stars: 'n.s.' },
] as const

/** The paper's sign for a p value (Carbone et al. 2022, Table V). */
export function starsOf(p: number): (typeof starLevels)[number]['stars'] {
  return starLevels.find(({ atMost }) => p <= atMost)?.stars ?? 'n.s.'
}
