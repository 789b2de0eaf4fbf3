import { method } from './method.ts'
import {
  addLossGradient,
  batchNetwork,
  minibatchTrainer,
  networkStart,
  optimizerParameters,
} from './optimizing.ts'

/** Maximum likelihood by Adam: the deterministic network. */
export const det = method({
  id: 'det',
  label: 'deterministic',
  source: 'Kingma and Ba 2015; Carbone et al. 2022',
  protocol: 'defined',
  parameters: optimizerParameters,
  chains: () => 1,
  trainer(task, state) {
    const network = batchNetwork(task)
    return minibatchTrainer(
      task,
      () => networkStart(task),
      (parameters) => ({
        parameters,
        gradient: (batch, gradient) => addLossGradient(network, parameters, batch, gradient),
      }),
      (parameters) => ({ kind: 'point', parameters }),
      state,
    )
  },
})
