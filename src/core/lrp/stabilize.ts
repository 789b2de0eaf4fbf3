import type { Conventions } from '../../domain/conventions.ts'
import * as tf from '../tf.ts'

/** z + by · sgn(z): a denominator kept away from zero; sgn(0) is a convention. */
export function stabilize(z: tf.Tensor3D, by: number, zeroSign: Conventions['zeroSign']): tf.Tensor3D {
  // step(u) is 1 for u > 0 and 0 else, so each form leaves zero on its own side
  const sign = zeroSign === 'positive' ? tf.sub(1, tf.step(tf.neg(z)).mul(2)) : tf.step(z).mul(2).sub(1)
  return tf.add(z, tf.mul(sign, by))
}
