/** Reads a text file that came from outside: UTF-8 or UTF-16, plain or gzip, with a limit of size. */
import { readFile, stat } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { Refusal } from '../refusal.ts';

/** Largest file, before and after decompression, in bytes. A million domains take about 20 MB. */
export const MAX_TEXT_FILE_BYTES = 128 * 1024 * 1024;

/** Throws a Refusal when the file cannot be read, is too large or is not Unicode. */
export async function readTextFile(file: string, maxBytes: number = MAX_TEXT_FILE_BYTES): Promise<string> {
  const bytes = await readBytes(file, maxBytes);
  // Some spreadsheets save UTF-16.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal(`${file} is not in UTF-8: in the spreadsheet, save it as "CSV UTF-8".`);
  }
}

async function readBytes(file: string, maxBytes: number): Promise<Buffer> {
  const tooLarge = new Refusal(`${file} is larger than ${Math.floor(maxBytes / 1024 ** 2)} MiB: split it.`);
  try {
    if ((await stat(file)).size > maxBytes) throw tooLarge;
    const bytes = await readFile(file);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: maxBytes }) : bytes;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge;
    throw new Refusal(`${file} cannot be read: ${(error as Error).message}`);
  }
}
