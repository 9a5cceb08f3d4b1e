/** UTF-8, strict both ways: signatures need exactly one text for one byte string. */
import { FormatError } from './format-error.ts';

/** Throws a FormatError when the bytes are not well-formed UTF-8. A byte order mark is kept as U+FEFF. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new FormatError('not UTF-8', { cause: error });
  }
}

/** Throws a FormatError on a lone surrogate, which UTF-8 cannot encode. */
export function encodeUtf8(text: string): Uint8Array {
  const lone = text.search(/\p{Surrogate}/u);
  if (lone >= 0) throw new FormatError(`lone surrogate at ${lone}`);
  return new TextEncoder().encode(text);
}
