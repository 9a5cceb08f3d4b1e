/**
 * The pure core has no input but its arguments. Its imports are followed, and its files name no clock or random
 * numbers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const CORE = [
  'utils/model',
  'utils/text',
  'utils/detect',
  'utils/indicators',
  'utils/picture',
  'utils/channel',
  'utils/register',
];

/** Libraries that are plain computation: no DOM, browser, storage, network or clock of their own. */
const PURE_LIBRARIES = ['valibot', 'tldts', 'libphonenumber-js', '@tufjs/canonical-json', 'punycode', 'rabbit-node'];

const IMPURE_GLOBALS =
  /\b(?:Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval|performance\.now|globalThis|crypto\.subtle)\b/u;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(/(?<![.'])\b(?:from|import)\s*\(?\s*'([^']+)'/gu);
  return [...found].map((match) => match[1] ?? '');
}

const files = CORE.flatMap(sources);

describe('the pure core', () => {
  test('has files to check', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  test.each(files)('%s imports only the core and pure libraries', (file) => {
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) {
        const target = relative('.', normalize(join(dirname(file), name)));
        expect(
          CORE.some((folder) => target.startsWith(`${folder}/`)),
          `${file} imports ${target}`,
        ).toBe(true);
      } else {
        expect(
          PURE_LIBRARIES.some((library) => name === library || name.startsWith(`${library}/`)),
          `${file} imports ${name}`,
        ).toBe(true);
      }
    }
  });

  test.each(files)('%s asks no clock, chance or global', (file) => {
    const code = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gmu, '');
    expect(IMPURE_GLOBALS.exec(code)?.[0]).toBeUndefined();
  });
});
