import { heatmapSign } from './heatmapSign.ts'

/** The released top-k attack; bit by bit the same as the released region attack. */
export const topKReleased = heatmapSign('topk-released', 'top-k, as released')
