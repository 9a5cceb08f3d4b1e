/** Reads a text file that came from outside: UTF-8 or UTF-16, plain or gzip, with a limit of size. */
import { createReadStream, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Refusal } from '../refusal.ts';
import { systemAdvice } from '../system-advice.ts';

/** Largest file, before and after decompression, in bytes. A million domains take about 20 MB. */
export const MAX_TEXT_FILE_BYTES = 128 * 1024 * 1024;

const HOW_TO_SAVE = 'in the spreadsheet, save it as "CSV UTF-8".';
/** Bytes at the beginning of a file that are searched for NUL. */
const HEAD_BYTES = 4_096;

/** Throws a Refusal when the file cannot be read, is too large or is not Unicode. */
export async function readTextFile(file: string, maxBytes: number = MAX_TEXT_FILE_BYTES): Promise<string> {
  const bytes = await readBytes(file, maxBytes);
  // Some spreadsheets save UTF-16.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    if (bytes.length % 2 === 1) throw new Refusal(`${file} is damaged: half of its last letter is missing.`);
    return Buffer.from(bytes).swap16().subarray(2).toString('utf16le');
  }
  const binary = binaryKind(bytes);
  if (binary !== null) throw new Refusal(`${file} is ${binary}, and no text: ${HOW_TO_SAVE}`);
  try {
    // A mark of byte order is left out: JSON may not begin with one.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(`${file} is not in UTF-8: ${HOW_TO_SAVE}`);
  }
}

/** What a file is that people send in place of a text; null for what may be one. */
function binaryKind(bytes: Buffer): string | null {
  const start = bytes.subarray(0, 4).toString('latin1');
  if (start === 'PK\x03\x04') return 'a spreadsheet (XLSX, ODS) or another packed file';
  if (start === '\xD0\xCF\x11\xE0') return 'an old spreadsheet (XLS)';
  if (start === '%PDF') return 'a PDF file';
  // One NUL is named with its line. A disk that lost a file gives NUL alone, and UTF-16 has it in every second place.
  const head = bytes.subarray(0, HEAD_BYTES);
  return head.filter((byte) => byte === 0).length * 10 > head.length ? 'UTF-16 without its mark, or damaged' : null;
}

/** What the shell opens itself, such as `<(pass show list)`: somebody writes there. */
const OPENED_BY_SHELL = /^\/(?:dev\/(?:stdin|fd\/\d+)|proc\/(?:self|\d+)\/fd\/\d+)$/u;

/** Throws a Refusal for what is no file: a pipe is waited for, and a device gives words, for ever. */
export function refusePipeOrDevice(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || found.isFile() || found.isDirectory() || OPENED_BY_SHELL.test(file)) return;
  const what = found.isFIFO() ? 'a pipe' : found.isSocket() ? 'a socket' : 'a device';
  throw new Refusal(`${file} is ${what}, and no file: name a file.`);
}

/** Reads a file that came from outside, without decompression. Throws a Refusal when it cannot be read or is too large. */
export async function readLimitedFile(file: string, maxBytes: number = MAX_TEXT_FILE_BYTES): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    refusePipeOrDevice(file);
    // A pipe has no size, and a file may grow.
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(file, maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const advice = systemAdvice(error);
    throw new Refusal(`${file} cannot be read: ${(error as Error).message}`, ...(advice === null ? [] : [advice]));
  }
  return Buffer.concat(chunks, length);
}

async function readBytes(file: string, maxBytes: number): Promise<Buffer> {
  const bytes = await readLimitedFile(file, maxBytes);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(file, maxBytes);
    throw new Refusal(`${file} cannot be read: ${(error as Error).message}`);
  }
}

const tooLarge = (file: string, maxBytes: number): Refusal =>
  new Refusal(
    `${file} is larger than ${Math.floor(maxBytes / 1024 ** 2)} MiB: is it the right file? A list can be split.`,
  );
