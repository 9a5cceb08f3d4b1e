/** Reads a file with text that a reader chooses, or drops on the check page: a chat as a messenger exports it, also packed (ZIP). */
import { largestText } from './largest-text.ts';

/** Bytes of text that are read; of a larger file nothing. */
const MAX_BYTES = 32 * 1024 * 1024;
/** What the file dialog offers. */
export const TEXT_FILE_TYPES = '.txt,.zip,text/plain,application/zip';
const ZIP_TYPES: ReadonlySet<string> = new Set(['application/zip', 'application/x-zip-compressed']);

const isZip = ({ name, type }: File): boolean => ZIP_TYPES.has(type) || /\.zip$/iu.test(name);

/** By type and name, as the browser states them. */
export const isTextFile = (file: Blob): file is File =>
  file instanceof File && (file.type === 'text/plain' || /\.txt$/iu.test(file.name) || isZip(file));

/** The text, or null where it cannot be read: no text in it, too much, or in an encoding that cannot be told. */
export async function readTextFile(file: File): Promise<string | null> {
  try {
    const source = isZip(file) ? await largestText(file, MAX_BYTES) : file;
    if (source === null || source.size > MAX_BYTES) return null;
    return decode(new Uint8Array(await source.arrayBuffer()));
  } catch {
    return null;
  }
}

/** UTF-8, or UTF-16 with a mark. Words in another encoding would be read as other letters, and be judged harmless. */
function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  return text.trim() === '' || text.includes('\0') ? null : text;
}
