import type { Conventions } from '../../domain/conventions.ts'
import { awayFromZero } from '../kernels/ops.ts'
import type * as tf from '../tf.ts'

/** z + by · sgn(z): a denominator kept away from zero; sgn(0) is a convention. */
export function stabilize(z: tf.Tensor3D, by: number, zeroSign: Conventions['zeroSign']): tf.Tensor3D {
  return awayFromZero(z, by, zeroSign === 'positive' ? 1 : -1)
}
