/**
 * What stands for the union package `@tensorflow/tfjs` in the built page (see vite.config.ts): its core, and
 * those methods of tensors that are called; a new one needs a line here. Layers, converters and gradients stay out,
 * since every adjoint here is written by hand; backends come when they are asked for.
 */
import '@tensorflow/tfjs-core/dist/public/chained_ops/abs'
import '@tensorflow/tfjs-core/dist/public/chained_ops/add'
import '@tensorflow/tfjs-core/dist/public/chained_ops/as1d'
import '@tensorflow/tfjs-core/dist/public/chained_ops/cast'
import '@tensorflow/tfjs-core/dist/public/chained_ops/max'
import '@tensorflow/tfjs-core/dist/public/chained_ops/mul'
import '@tensorflow/tfjs-core/dist/public/chained_ops/pad'
import '@tensorflow/tfjs-core/dist/public/chained_ops/reshape'
import '@tensorflow/tfjs-core/dist/public/chained_ops/sum'
import '@tensorflow/tfjs-core/dist/public/chained_ops/to_int'

export * from '@tensorflow/tfjs-core'
