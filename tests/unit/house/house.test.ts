import { describe, expect, test } from 'vitest';
import { firstLineFaults } from '../../../tools/house/first-lines.ts';
import { MAX_FILE_LINES, sizeFaults, sizesOf } from '../../../tools/house/file-sizes.ts';

const file = (path: string, lines: number): { path: string; text: string } => ({ path, text: 'x\n'.repeat(lines) });

describe('sizes of the source files', () => {
  test('the median and the longest are told', () => {
    const sizes = sizesOf([file('a.ts', 10), file('b.ts', 30), file('c.ts', 20)]);
    expect(sizes).toMatchObject({ files: 3, median: 20 });
    expect(sizes.longest[0]).toEqual({ path: 'b.ts', lines: 30 });
    expect(sizeFaults(sizes)).toEqual([]);
  });

  test('a file over the limit is a fault that names it, one at the limit is not', () => {
    const sizes = sizesOf([file('long.ts', MAX_FILE_LINES + 1), file('full.ts', MAX_FILE_LINES), file('a.ts', 1)]);
    expect(sizeFaults(sizes).filter((fault) => fault.includes('.ts:'))).toHaveLength(1);
    expect(sizeFaults(sizes)[0]).toContain('long.ts');
  });

  test('many long files are a fault even when none is over the limit', () => {
    expect(sizeFaults(sizesOf([file('a.ts', 200), file('b.ts', 200), file('c.ts', 2)]))).toHaveLength(1);
  });

  test('nothing to measure is no success', () => {
    expect(() => sizesOf([])).toThrow('no source file');
  });
});

test('a file of code must say first what it is; tests and styles are named by what they do', () => {
  const faults = firstLineFaults([
    { path: 'utils/a.ts', text: "import x from 'y';\n" },
    { path: 'utils/b.ts', text: '/** Reads b. */\n' },
    { path: 'tools/run.mjs', text: '#!/usr/bin/env node\n/** Starts. */\n' },
    { path: 'tests/unit/a.test.ts', text: "import x from 'y';\n" },
    { path: 'components/a.css', text: 'a { }\n' },
  ]);
  expect(faults).toEqual(['utils/a.ts: the first line does not say what the file is']);
});
