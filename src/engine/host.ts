/** What the engine needs of the place it runs in: a worker, Node, a test. */
export interface Host {
  /** Of the project, written into results. */
  readonly version: string
  /**
   * Bytes of a file by its place in the project: 'models/index.json', 'data/mnist/index.json'.
   * A host that waits for its files tells `onBytes` how much of this one is there; `size` is what it should weigh,
   * where that is known.
   * @throws an Error whose sentence names the file
   */
  read(path: string, onBytes?: (read: number) => void, size?: number): Promise<Uint8Array>
}
