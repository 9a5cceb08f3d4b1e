/** Reads a file that may be gzipped. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

/** @throws Error when the file cannot be read */
export async function readMaybeGzipped(path: string): Promise<Buffer> {
  const bytes = await readFile(path);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}
