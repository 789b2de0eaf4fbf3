/** What JavaScript calls. No string or array literals anywhere here: their data segment would land in TensorFlow.js's memory. */
export { dequantize, product, quantizedProduct, quantizedProductBySign, scratchBytes } from './product'
export { maxPool, maxPoolAdjoint, patches, patchesAdjoint } from './windows'
export { readAll } from './bandwidth'
export { awayFromZero, leakyRelu, moments, sumAlong } from './elementwise'
