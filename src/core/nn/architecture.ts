import type { ImageShape } from '../../domain/image.ts'

/** One step of a network as plain data; the shapes of one image, without samples and batch. */
export type LayerSpec =
  | { readonly kind: 'flatten' }
  | { readonly kind: 'dense'; readonly in: number; readonly out: number }
  /** Valid convolution with stride 1; `size` is the kernel's side. */
  | { readonly kind: 'conv'; readonly size: number; readonly in: number; readonly out: number }
  | { readonly kind: 'leakyRelu'; readonly slope: number }
  /** Winner takes all; ties go to the first position of the window in row-major order. */
  | { readonly kind: 'maxPool'; readonly size: number; readonly stride: number }

export type AffineSpec = Extract<LayerSpec, { kind: 'dense' | 'conv' }>

/** A family of networks that differ in their hidden width. */
export interface ArchitectureFamily {
  readonly id: string
  readonly label: string
  readonly source: string
  /** Hidden widths that the paper has. */
  readonly published: readonly number[]
  layers(hidden: number): readonly LayerSpec[]
}

/** A network without its weights. Images are [28, 28, 1], channels last. */
export interface Architecture {
  readonly id: string
  readonly hidden: number
  readonly input: readonly [height: number, width: number, channels: number]
  readonly classes: number
  readonly layers: readonly LayerSpec[]
}

/** The slope of every leaky ReLU of the paper's networks (torch's default). */
export const leakySlope = 0.01

/** The layers that hold weights, in order: the "learnable layers" of the paper. */
export function affineLayers(layers: readonly LayerSpec[]): readonly AffineSpec[] {
  return layers.filter((layer): layer is AffineSpec => layer.kind === 'dense' || layer.kind === 'conv')
}

/** Shape of a layer's weights for one draw: dense [in, out], conv [size, size, in, out]. */
export function kernelShape(layer: AffineSpec): readonly number[] {
  return layer.kind === 'dense' ? [layer.in, layer.out] : [layer.size, layer.size, layer.in, layer.out]
}

/** Inputs that one unit of the layer sums over; priors and initial weights scale with it. */
export function fanIn(layer: AffineSpec): number {
  return layer.kind === 'dense' ? layer.in : layer.size * layer.size * layer.in
}

/** Number of weights and biases of one draw. */
export function parameterCount(layers: readonly LayerSpec[]): number {
  return affineLayers(layers).reduce((sum, layer) => sum + (fanIn(layer) + 1) * layer.out, 0)
}

/** Shape of one image after a layer; a flat vector is [1, 1, features]. */
export function shapeAfter(spec: LayerSpec, [height, width, channels]: ImageShape): ImageShape {
  switch (spec.kind) {
    case 'dense':
      return [1, 1, spec.out]
    case 'conv':
      return [height - spec.size + 1, width - spec.size + 1, spec.out]
    case 'leakyRelu':
      return [height, width, channels]
    case 'maxPool': {
      const pooled = (side: number) => Math.floor((side - spec.size) / spec.stride) + 1
      return [pooled(height), pooled(width), channels]
    }
    case 'flatten':
      return [1, 1, height * width * channels]
    default:
      return spec satisfies never
  }
}
