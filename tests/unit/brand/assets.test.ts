import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseAssets } from '../../../tools/brand/choose-assets.ts';
import { zipFolder } from '../../../tools/setup/zip.ts';

const PUBLIC = [
  'managed-schema.json',
  'messages/th.json',
  'messages/en.json',
  'messages/ar.json',
  '_locales/en/messages.json',
  '_locales/zh_TW/messages.json',
  '_locales/ar/messages.json',
  'messages/zh-Hant.json',
  'icons/lantern.svg',
  'icons/48.png',
];
const chosen = (languages: readonly string[] | undefined, logo: string | null): string[] => {
  const files = PUBLIC.map((relativeDest) => ({ relativeDest, absoluteSrc: `/public/${relativeDest}` }));
  chooseAssets(files, languages, logo);
  return files.map(
    ({ relativeDest, absoluteSrc }) => `${relativeDest} ${absoluteSrc.startsWith('/public/') ? 'as it is' : 'drawn'}`,
  );
};

describe('chooseAssets', () => {
  it('contain everything in order of name without options', () => {
    expect(chosen(undefined, null)).toEqual(PUBLIC.toSorted().map((name) => `${name} as it is`));
  });

  it('contain only the brand’s languages', () => {
    const names = chosen(['zh-Hant', 'en'], null).map((line) => line.split(' ')[0]);
    expect(names.filter((name) => /messages/u.test(name ?? ''))).toEqual([
      '_locales/en/messages.json',
      '_locales/zh_TW/messages.json',
      'messages/en.json',
      'messages/zh-Hant.json',
    ]);
    expect(names).toContain('managed-schema.json');
  });

  it('contain the brand’s icons in place of the lantern', () => {
    const icons = chosen(undefined, 'knowledge/brands/example-house/logo.svg').filter((line) =>
      line.includes('icons/'),
    );
    const names = ['128.png', '16.png', '16.rgba', '32.png', '32.rgba', '48.png', 'grey-16.png', 'grey-32.png'];
    expect(icons).toEqual(names.map((name) => `icons/${name} drawn`));
  });
});

describe('zipFolder', () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'joblantern-zip-'));
    const make = async (name: string, files: string[], time: string): Promise<void> => {
      await mkdir(join(home, name, 'b'), { recursive: true });
      for (const file of files) {
        await writeFile(join(home, name, file), `words of ${file}`, { mode: name === 'one' ? 0o644 : 0o600 });
        await utimes(join(home, name, file), new Date(time), new Date(time));
      }
    };
    await make('one', ['a.txt', 'b/c.txt', 'B.txt'], '2001-01-01T00:00:00Z');
    await make('two', ['B.txt', 'b/c.txt', 'a.txt'], '2026-07-01T00:00:00Z');
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('contains no time, order or file mode of the machine', async () => {
    const [one, two] = await Promise.all(['one', 'two'].map((name) => zipFolder(join(home, name))));
    expect(Buffer.compare(one ?? Buffer.of(), two ?? Buffer.of(1))).toBe(0);
    await writeFile(join(home, 'two', 'a.txt'), 'other words');
    expect(Buffer.compare(one ?? Buffer.of(), await zipFolder(join(home, 'two')))).not.toBe(0);
  });
});
