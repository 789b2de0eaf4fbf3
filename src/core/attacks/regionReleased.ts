import { heatmapSign } from './heatmapSign.ts'

/** The released target-region attack: its region has no influence. */
export const regionReleased = heatmapSign('region-released', 'target region, as released')
