/** What the engine needs of the place it runs in: a worker, Node, a test. */
export interface Host {
  /** Of the project, written into results. */
  readonly version: string
  /**
   * Bytes of a file by its place in the project: 'models/index.json', 'data/mnist/index.json'.
   * @throws an Error whose sentence names the file
   */
  read(path: string): Promise<Uint8Array>
}
