import * as tf from '@tensorflow/tfjs'

/**
 * A kernel's work: output tensors from input tensors and attributes.
 * It returns undefined to leave what it cannot do to the kernel that was there before, TensorFlow.js's own as a rule.
 */
export type Run<Inputs = never, Attributes = never> = (
  inputs: Inputs,
  attributes: Attributes,
) => tf.TensorInfo | tf.TensorInfo[] | undefined

/** Puts kernels in the place of TensorFlow.js's of the same name, or beside them, for one instance of a backend. */
export function replaceKernels(
  backendName: string,
  backend: unknown,
  kernels: Readonly<Record<string, Run>>,
): void {
  for (const [kernelName, run] of Object.entries(kernels)) {
    const stock = tf.getKernel(kernelName, backendName)
    if (stock) tf.unregisterKernel(kernelName, backendName)
    const kernelFunc: tf.KernelFunc = (call) => {
      // a backend that was removed and brought up again has another heap
      const ours = call.backend === backend ? run(call.inputs as never, call.attrs as never) : undefined
      const result = ours ?? stock?.kernelFunc(call)
      if (result) return result
      throw new TypeError(`${kernelName}: not for these inputs on the ${backendName} backend`)
    }
    tf.registerKernel({ ...stock, kernelName, backendName, kernelFunc })
  }
}
