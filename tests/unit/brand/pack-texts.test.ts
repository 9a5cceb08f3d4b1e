import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packTexts } from '../../../tools/brand/pack-texts.ts';
import { unpackMessages, type PackedMessages } from '../../../utils/i18n/packed-messages.ts';
import type { Messages } from '../../../utils/i18n/message-types.ts';

const NAMES = ['messages/my.json', '_locales/en/messages.json', 'managed-schema.json'];
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const BURMESE = read('public/messages/my.json') as Messages;

interface Packed {
  texts: Map<string, string>;
  messages: Messages;
  copied: string[];
}

function pack(isDesk: boolean): Packed {
  const files: ({ relativeDest: string; contents: string } | { relativeDest: string; absoluteSrc: string })[] =
    NAMES.map((relativeDest) => ({ relativeDest, absoluteSrc: `public/${relativeDest}` }));
  packTexts(files, isDesk);
  const texts = new Map(
    files.flatMap((file) => ('contents' in file ? [[file.relativeDest, file.contents] as const] : [])),
  );
  const json = (name: string): unknown => JSON.parse(texts.get(name) ?? 'null');
  return {
    texts,
    messages: unpackMessages(json('messages/keys.json') as string[], json('messages/my.json') as PackedMessages),
    copied: files.flatMap((file) => ('absoluteSrc' in file ? [file.relativeDest] : [])),
  };
}

it("keeps every message of the desk's package under its key", () => {
  expect(pack(true).messages).toEqual(BURMESE);
});

it("leaves the desk's words out of the reader's package, but for the counts that the popup shows", () => {
  const { messages } = pack(false);
  const missing = Object.keys(BURMESE).filter((key) => !Object.hasOwn(messages, key));
  expect(missing.length).toBeGreaterThan(50);
  for (const key of missing) expect(key).toMatch(/^desk\.(?!count\.)/u);
  expect(Object.keys(messages).filter((key) => key.startsWith('desk.count.')).length).toBeGreaterThan(0);
});

it('writes no line breaks, and leaves other files as they are', () => {
  const { texts, copied } = pack(false);
  expect(JSON.parse(texts.get('_locales/en/messages.json')!)).toEqual(read('public/_locales/en/messages.json'));
  for (const contents of texts.values()) expect(contents).not.toContain('\n');
  expect(copied).toEqual(['managed-schema.json']);
});
