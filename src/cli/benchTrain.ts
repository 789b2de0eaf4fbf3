import type { Blas } from '../core/inference/blas.ts'
import { priorDraw, priorScale } from '../core/inference/initial.ts'
import { networkPotential } from '../core/inference/networkPotential.ts'
import { architecture } from '../core/nn/architectures/index.ts'
import { key, split, uniform } from '../domain/random.ts'
import { openBlas } from './openblas.ts'

const images = 60_000
const hidden = 512

/**
 * A full-batch gradient of fc2-512 on 60,000 images against the bare `cblas_sgemm` calls of the same products,
 * which the gradient itself makes: the second figure counts their time alone.
 */
export function benchTrain(repeats: number): void {
  const blas = openBlas()
  if (!blas) throw new Error('bench train: needs OpenBLAS (Debian: apt-get install libopenblas0)')
  const clock = clocked(blas)
  const net = architecture('fc2', hidden)
  const data = {
    images: uniform(split(key(0), 'images'), images * 784),
    labels: Uint8Array.from({ length: images }, (_, i) => i % 10),
  }
  const scale = priorScale(net, 'fan-in')
  const potential = networkPotential(net, data, scale, clock)
  const position = priorDraw(new Float32Array(scale.length).fill(1), key(1))
  const gradient = new Float32Array(scale.length)
  potential.energy(position, gradient) // warms up
  console.log(`fc2-${hidden}, ${images} images, ${blas.name}`)
  for (let i = 0; i < repeats; i++) {
    Object.assign(clock, { milliseconds: 0, flop: 0 })
    const began = performance.now()
    potential.energy(position, gradient)
    const whole = performance.now() - began
    console.log(
      `gradient ${(whole / 1000).toFixed(2)} s, ${speed(clock.flop, whole)}; bare sgemm ${(clock.milliseconds / 1000).toFixed(2)} s, ${speed(clock.flop, clock.milliseconds)}; ratio ${(whole / clock.milliseconds).toFixed(2)}`,
    )
  }
}

/** The same products, their time and operations counted. */
function clocked(blas: Blas) {
  const clock = {
    name: blas.name,
    milliseconds: 0,
    flop: 0,
    gemm(...call: Parameters<Blas['gemm']>) {
      const began = performance.now()
      blas.gemm(...call)
      clock.milliseconds += performance.now() - began
      clock.flop += 2 * call[2] * call[3] * call[4]
    },
  }
  return clock
}

function speed(flop: number, milliseconds: number): string {
  return `${(flop / milliseconds / 1e6).toFixed(0)} GFLOP/s`
}
