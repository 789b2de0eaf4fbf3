import { inPlace, medianOf, places, runInPage } from './benchWorkloads.ts'

/** Milliseconds of ten plain products 500 × 784 × 512 on one core, medians of turns taken in the same minute. */
export interface ProductTimes {
  readonly own: number
  readonly stock: number
}

const turns = 5
const request = { id: 'product', model: '', draws: 0, images: 0, repeats: 5 } as const

/** Ours against TensorFlow.js's own: two pages side by side, in turns, so that whatever else the machine does hits both. */
export function benchProduct(): Promise<ProductTimes> {
  return inPlace(places['wasm-1']!, (own) =>
    inPlace(places.stock!, async (stock) => {
      const times = { own: [] as number[], stock: [] as number[] }
      for (let turn = 0; turn < turns; turn++) {
        times.own.push(medianOf((await runInPage(own, request)).milliseconds))
        times.stock.push(medianOf((await runInPage(stock, request)).milliseconds))
      }
      return { own: medianOf(times.own), stock: medianOf(times.stock) }
    }),
  )
}
