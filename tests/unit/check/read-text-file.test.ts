/** Files with a chat, as messengers export them. */
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isTextFile, readTextFile } from '../../../utils/check/read-text-file.ts';

const CHAT = '[12/03/2024, 14:10:00] Anna: มา Mae Sot, tourist visa\n';
const bytesOf = (text: string): Buffer<ArrayBuffer> => Buffer.from(text);

interface Packed {
  name: string;
  data: Buffer;
  stored?: boolean;
  /** What the directory says. */
  size?: number;
}

/** As a phone packs a chat. */
function zip(entries: readonly Packed[], comment = ''): Buffer<ArrayBuffer> {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, data, stored = false, size = data.length } of entries) {
    const packed = stored ? data : deflateRawSync(data);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(3, 28);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(stored ? 0 : 8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(local, bytesOf(name), Buffer.alloc(3), packed);
    directory.push(entry, bytesOf(name));
    at += local.length + name.length + 3 + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, ...directory, end, bytesOf(comment)]);
}

const read = (bytes: Buffer<ArrayBuffer>, name = 'chat.txt'): Promise<string | null> =>
  readTextFile(new File([bytes], name));

describe('a text file', () => {
  it.each([
    { name: 'UTF-8', bytes: bytesOf(CHAT) },
    { name: 'UTF-8 with a mark', bytes: bytesOf(`\ufeff${CHAT}`) },
    { name: 'UTF-16', bytes: Buffer.from(`\ufeff${CHAT}`, 'utf16le') },
    { name: 'UTF-16, high byte first', bytes: Buffer.from(`\ufeff${CHAT}`, 'utf16le').swap16() },
  ])('is read in $name', async ({ bytes }) => {
    expect(await read(bytes)).toBe(CHAT);
  });

  it.each([
    { name: 'in another encoding', bytes: Buffer.from('caf\u00e9 \u00e0 Bangkok', 'latin1') },
    { name: 'in UTF-16 without a mark', bytes: Buffer.from(CHAT.slice(0, 20), 'utf16le') },
    { name: 'with nothing in it', bytes: bytesOf(' \n') },
  ])('$name gives nothing that could be judged wrongly', async ({ bytes }) => {
    expect(await read(bytes)).toBeNull();
  });

  it('is told from a picture by type and name', () => {
    expect(isTextFile(new File([], 'chat.txt'))).toBe(true);
    expect(isTextFile(new File([], 'chat', { type: 'text/plain' }))).toBe(true);
    expect(isTextFile(new File([], 'WhatsApp Chat - Anna.ZIP'))).toBe(true);
    expect(isTextFile(new File([], 'poster.png', { type: 'image/png' }))).toBe(false);
    expect(isTextFile(new Blob([CHAT], { type: 'text/plain' }))).toBe(false);
  });
});

describe('a packed chat', () => {
  const picture: Packed = { name: 'photo.jpg', data: Buffer.alloc(5_000, 7), stored: true };

  it.each([{ stored: true }, { stored: false }])(
    'is read from among its pictures (stored: $stored)',
    async ({ stored }) => {
      const bytes = zip(
        [picture, { name: '_chat.txt', data: bytesOf(CHAT), stored }, { name: 'a.txt', data: bytesOf('a') }],
        'made by a phone',
      );
      expect(await read(bytes, 'WhatsApp Chat.zip')).toBe(CHAT);
    },
  );

  it.each([
    { name: 'without a text', bytes: zip([picture]) },
    { name: 'that is none', bytes: bytesOf(CHAT) },
    {
      name: 'that is cut off',
      bytes: zip([{ name: 'a.txt', data: bytesOf(CHAT) }]).subarray(20),
    },
    {
      name: 'that unpacks to much more than it says',
      bytes: zip([{ name: 'a.txt', data: Buffer.alloc(40_000_000, 97), size: 9 }]),
    },
  ])('$name gives nothing', async ({ bytes }) => {
    expect(await read(bytes, 'chat.zip')).toBeNull();
  });
});
