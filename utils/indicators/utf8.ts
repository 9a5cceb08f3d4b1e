/** UTF-8 for the pure core, which has no TextDecoder: strict both ways, as signatures need one text for one byte string. */
import { FormatError } from './format-error.ts';

/** Least code point that needs 2, 3 and 4 bytes: a longer form of a smaller one is refused. */
const MIN_CODE_POINT = [0, 0, 0x80, 0x800, 0x10000];
const CHUNK_UNITS = 8192;

/** Throws a FormatError at the first byte that is not well-formed UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  const plain = decodeLatin1(bytes);
  if (!/[\x80-\xff]/.test(plain)) return plain;
  let text = '';
  const units = new Uint16Array(Math.min(bytes.length, CHUNK_UNITS + 1));
  let count = 0;
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    let code = length === 1 ? first : first & (0x7f >> length);
    if ((first >= 0x80 && first < 0xc2) || first > 0xf4 || at + length > bytes.length) throw malformed(at);
    for (let next = 1; next < length; next++) {
      const byte = bytes[at + next] ?? 0;
      if ((byte & 0xc0) !== 0x80) throw malformed(at + next);
      code = (code << 6) | (byte & 0x3f);
    }
    if (code < (MIN_CODE_POINT[length] ?? 0) || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
      throw malformed(at);
    if (code < 0x10000) {
      units[count++] = code;
    } else {
      units[count++] = 0xd800 + ((code - 0x10000) >> 10);
      units[count++] = 0xdc00 + ((code - 0x10000) & 0x3ff);
    }
    at += length;
    if (count >= CHUNK_UNITS) {
      text += stringFromUnits(units.subarray(0, count));
      count = 0;
    }
  }
  return text + stringFromUnits(units.subarray(0, count));
}

/** Spreading the units instead would go through them one at a time. */
const stringFromUnits = (units: ArrayLike<number>): string => Reflect.apply(String.fromCharCode, null, units) as string;

/** Each byte as a unit: ASCII as it is. */
function decodeLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK_UNITS) text += stringFromUnits(bytes.subarray(at, at + CHUNK_UNITS));
  return text;
}

/** Throws a FormatError on a lone surrogate, which has no form in UTF-8. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    let code = text.codePointAt(index) ?? 0;
    if (code >= 0xd800 && code < 0xe000) throw new FormatError(`lone surrogate at ${index}`);
    const length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (length === 4) index++;
    for (let next = length - 1; next > 0; next--) {
      bytes[at + next] = 0x80 | (code & 0x3f);
      code >>= 6;
    }
    bytes[at] = length === 1 ? code : ((0xf00 >> length) & 0xff) | code;
    at += length;
  }
  return bytes.slice(0, at);
}

function malformed(at: number): FormatError {
  return new FormatError(`not UTF-8 at byte ${at}`);
}
