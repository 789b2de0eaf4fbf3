/**
 * What stands for the package `@tensorflow/tfjs-backend-wasm` in the built page (see vite.config.ts): the backend, and
 * of its kernels those that are run or called by another; a new operation needs a line here.
 */
import { absConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Abs'
import { addConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add'
import { argMaxConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/ArgMax'
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/BatchMatMul'
import { castConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Cast'
import { concatConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Concat'
import { equalConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Equal'
import { expandDimsConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/ExpandDims'
import { fillConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Fill'
import { gatherV2Config } from '@tensorflow/tfjs-backend-wasm/dist/kernels/GatherV2'
import { greaterConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Greater'
import { identityConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity'
import { leakyReluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/LeakyRelu'
import { maxConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Max'
import { maximumConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Maximum'
import { multiplyConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply'
import { negConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Neg'
import { oneHotConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/OneHot'
import { packConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Pack'
import { padV2Config } from '@tensorflow/tfjs-backend-wasm/dist/kernels/PadV2'
import { realDivConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/RealDiv'
import { reluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu'
import { reshapeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape'
import { sigmoidConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sigmoid'
import { softplusConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Softplus'
import { squareConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Square'
import { stepConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Step'
import { subConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sub'
import { sumConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sum'
import { transposeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Transpose'
import { zerosLikeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/ZerosLike'
import { registerKernel } from '@tensorflow/tfjs-core'

export * from '@tensorflow/tfjs-backend-wasm/dist/base'

const kernels = [
  absConfig,
  addConfig,
  argMaxConfig,
  batchMatMulConfig,
  castConfig,
  concatConfig,
  equalConfig,
  expandDimsConfig,
  fillConfig,
  gatherV2Config,
  greaterConfig,
  identityConfig,
  leakyReluConfig,
  maxConfig,
  maximumConfig,
  multiplyConfig,
  negConfig,
  oneHotConfig,
  packConfig,
  padV2Config,
  realDivConfig,
  reluConfig,
  reshapeConfig,
  sigmoidConfig,
  softplusConfig,
  squareConfig,
  stepConfig,
  subConfig,
  sumConfig,
  transposeConfig,
  zerosLikeConfig,
]
for (const kernel of kernels) registerKernel(kernel)
