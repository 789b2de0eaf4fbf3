/**
 * The one door to TensorFlow.js. The union package, not tfjs-core alone: the core registers neither gradients
 * nor backends, and a page built on it attacks nothing although types, build and first heatmap pass.
 */
export * from '@tensorflow/tfjs'
