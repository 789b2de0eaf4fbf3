/** The IDX format of MNIST: 0, 0, element type, rank, big-endian sizes, then the bytes. */

const unsignedByte = 8

/**
 * The elements of an IDX file of unsigned bytes.
 * @throws TypeError naming the file, what was expected and what was found
 */
export function readIdx(bytes: Uint8Array, shape: readonly number[], name: string): Uint8Array {
  const header = 4 + 4 * shape.length
  const expected = header + shape.reduce((product, side) => product * side, 1)
  if (bytes.length !== expected)
    throw new TypeError(`${name}: expected ${expected} bytes, found ${bytes.length}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = shape.map((_, axis) => view.getUint32(4 + 4 * axis))
  if (bytes[2] !== unsignedByte || bytes[3] !== shape.length || found.some((side, i) => side !== shape[i]))
    throw new TypeError(`${name}: expected bytes of shape [${shape}], found [${found}]`)
  return bytes.subarray(header)
}
