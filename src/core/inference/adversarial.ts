import { real } from '../../domain/parameters.ts'
import { crossEntropy } from './loss.ts'
import { type LabelledImages, method } from './method.ts'
import type { TrainingNetwork } from './network.ts'
import {
  addLossGradient,
  batchNetwork,
  minibatchTrainer,
  networkStart,
  optimizerParameters,
} from './optimizing.ts'

/** Adversarial training: every batch is wholly replaced by its FGSM images under the weights at hand. */
export const adversarial = method({
  id: 'adversarial',
  label: 'adversarially trained',
  source: 'Goodfellow et al. 2015; Carbone et al. 2022',
  protocol: 'defined',
  parameters: {
    ...optimizerParameters,
    budget: real({ label: 'budget', symbol: 'ε', unit: 'pixel, L∞', min: 0, max: 1, default: 0.2 }),
  },
  chains: () => 1,
  trainer(task, state) {
    const network = batchNetwork(task)
    const scratch = new Float32Array(task.values.batch * (task.data.images.length / task.data.labels.length))
    return minibatchTrainer(
      task,
      () => networkStart(task),
      (parameters) => ({
        parameters,
        gradient(batch, gradient) {
          attackInPlace(network, parameters, batch, task.values.budget, scratch)
          return addLossGradient(network, parameters, batch, gradient)
        },
      }),
      (parameters) => ({ kind: 'point', parameters }),
      state,
    )
  },
})

/** FGSM on the batch itself, clipped to [0, 1]; `scratch` takes the gradient in the images. */
function attackInPlace(
  network: TrainingNetwork,
  parameters: Float32Array,
  { images, labels, count }: LabelledImages & { readonly count: number },
  budget: number,
  scratch: Float32Array,
): void {
  const logits = network.forward(parameters, images, count)
  const errors = new Float32Array(logits.length)
  crossEntropy(logits, labels, network.architecture.classes, errors)
  network.backward(parameters, images, count, errors, { images: scratch })
  for (let i = 0; i < images.length; i++)
    images[i] = Math.min(1, Math.max(0, images[i]! + budget * Math.sign(scratch[i]!)))
}
