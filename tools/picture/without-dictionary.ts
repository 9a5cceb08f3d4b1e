/**
 * Leaves the word list out of a model of Tesseract. Format (`tessdatamanager.cpp`), little-endian: the number of parts
 * as 32-bit integer. For each an offset as 64-bit integer, -1 where it is absent. Then the parts.
 */

/** Number of the part `lstm-word-dawg`. */
const WORD_LIST = 19;
const ABSENT = -1n;

/** @throws RangeError where the bytes are no such file */
export function withoutDictionary(model: Uint8Array): Uint8Array {
  const view = new DataView(model.buffer, model.byteOffset, model.byteLength);
  const count = view.getInt32(0, true);
  const headBytes = 4 + 8 * count;
  if (count <= WORD_LIST || headBytes > model.length) throw new RangeError('This is no model of Tesseract');
  const offsets = Array.from({ length: count }, (_, part) => view.getBigInt64(4 + 8 * part, true));
  const starts = [...offsets.filter((offset) => offset !== ABSENT).map(Number), model.length].sort((a, b) => a - b);
  const head = new DataView(new ArrayBuffer(headBytes));
  head.setInt32(0, count, true);
  const kept: Uint8Array[] = [];
  let next = headBytes;
  for (const [part, offset] of offsets.entries()) {
    const isKept = offset !== ABSENT && part !== WORD_LIST;
    head.setBigInt64(4 + 8 * part, isKept ? BigInt(next) : ABSENT, true);
    if (!isKept) continue;
    const bytes = model.subarray(Number(offset), starts[starts.indexOf(Number(offset)) + 1]);
    kept.push(bytes);
    next += bytes.length;
  }
  return Buffer.concat([new Uint8Array(head.buffer), ...kept]);
}
