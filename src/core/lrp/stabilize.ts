import type { Conventions } from '../../domain/conventions.ts'
import * as tf from '../tf.ts'

/** z + by · sgn(z): a denominator kept away from zero; sgn(0) is a convention. */
export function stabilize(z: tf.Tensor3D, by: number, zeroSign: Conventions['zeroSign']): tf.Tensor3D {
  // step(u, -1) is 1 for u > 0 and -1 else, so each form leaves zero on its own side
  if (zeroSign === 'positive') return tf.sub(z, tf.mul(tf.step(tf.neg(z), -1), by))
  return tf.add(z, tf.mul(tf.step(z, -1), by))
}
