/** Attacks count as unequal below this share of the strongest. */
export const comparable = 0.9
/** Below this share of the draws, zero gradients are not worth a word. */
export const fewDraws = 0.005
/** From this share of the images on, ties are worth one. */
export const manyTies = 0.25
