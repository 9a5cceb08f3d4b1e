import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { withoutDictionary } from '../../../tools/picture/without-dictionary.ts';
import { LANGUAGE_MODELS } from '../../../utils/picture/language-models.ts';

const NPM_FILE = 'node_modules/@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz';

/** A model of these parts, by number, in this order in the file. */
function modelOf(parts: readonly (readonly [number, string])[], count = 24): Buffer {
  const head = Buffer.alloc(4 + 8 * count);
  head.writeInt32LE(count, 0);
  for (let part = 0; part < count; part++) head.writeBigInt64LE(-1n, 4 + 8 * part);
  let next = head.length;
  for (const [part, text] of parts) {
    head.writeBigInt64LE(BigInt(next), 4 + 8 * part);
    next += text.length;
  }
  return Buffer.concat([head, ...parts.map(([, text]) => Buffer.from(text))]);
}

describe('withoutDictionary', () => {
  it('leaves out the word list and keeps the other parts, in whatever order they stand', () => {
    const bytes = withoutDictionary(
      modelOf([
        [21, 'signs'],
        [19, 'words'],
        [17, 'network'],
      ]),
    );
    const partAt = (part: number, length: number): string => {
      const start = Number(Buffer.from(bytes).readBigInt64LE(4 + 8 * part));
      return start === -1 ? '' : Buffer.from(bytes.subarray(start, start + length)).toString();
    };
    expect([partAt(17, 7), partAt(19, 5), partAt(21, 5)]).toEqual(['network', '', 'signs']);
    expect(bytes).toHaveLength(4 + 8 * 24 + 12);
  });

  it('refuses what is no model', () => {
    expect(() => withoutDictionary(Buffer.alloc(300, 1))).toThrow('This is no model of Tesseract');
  });

  it('makes the file that the extension loads of the one from npm', () => {
    const bytes = withoutDictionary(gunzipSync(readFileSync(NPM_FILE)));
    expect(bytes).toHaveLength(LANGUAGE_MODELS['en']!.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(LANGUAGE_MODELS['en']!.sha256);
  });
});
