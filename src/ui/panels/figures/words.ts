/** Every word of the Figures view; what is said of one figure stands in its entry. */
export const words = {
  soon: 'The figures are being drawn.',
} as const
