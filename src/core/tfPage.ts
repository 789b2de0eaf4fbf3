/**
 * What stands for the union package `@tensorflow/tfjs` in the built page (see vite.config.ts), at a third of its size:
 * its core and the methods of tensors. Layers, converters and gradients stay out, since every adjoint here is
 * written by hand; backends come when they are asked for.
 */
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'

export * from '@tensorflow/tfjs-core'
