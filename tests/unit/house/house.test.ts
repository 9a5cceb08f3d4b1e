import { describe, expect, test } from 'vitest';
import { bannedNameFaults, readBannedNames } from '../../../tools/house/banned-names.ts';
import { fileNameFault } from '../../../tools/house/file-names.ts';
import { fileSizes, MAX_FILE_LINES, sizeFaults } from '../../../tools/house/file-sizes.ts';
import { firstLineFaults } from '../../../tools/house/first-lines.ts';
import { roomImportFaults, unknownRooms } from '../../../tools/house/room-imports.ts';
import { parseSource } from '../../../tools/house/source-file.ts';

const file = (path: string, lines: number): { path: string; text: string } => ({ path, text: 'x\n'.repeat(lines) });

describe('file sizes', () => {
  test('the median and the longest file are reported', () => {
    const sizes = fileSizes([file('a.ts', 10), file('b.ts', 30), file('c.ts', 20)]);
    expect(sizes).toMatchObject({ files: 3, median: 20 });
    expect(sizes.longest[0]).toEqual({ path: 'b.ts', lines: 30 });
    expect(sizeFaults(sizes)).toEqual([]);
  });

  test('a file over the limit is a fault, one at the limit is not', () => {
    const sizes = fileSizes([file('long.ts', MAX_FILE_LINES + 1), file('full.ts', MAX_FILE_LINES), file('a.ts', 1)]);
    expect(sizeFaults(sizes).filter((fault) => fault.includes('.ts:'))).toHaveLength(1);
    expect(sizeFaults(sizes)[0]).toContain('long.ts');
  });

  test('a long median is a fault even when no file is over the limit', () => {
    expect(sizeFaults(fileSizes([file('a.ts', 200), file('b.ts', 200), file('c.ts', 2)]))).toHaveLength(1);
  });

  test('measuring no file throws', () => {
    expect(() => fileSizes([])).toThrow('no source file');
  });
});

describe('first comments', () => {
  test('a code file without a first comment is a fault; tests and styles need none', () => {
    const faults = firstLineFaults([
      { path: 'utils/a.ts', text: "import x from 'y';\n" },
      { path: 'utils/b.ts', text: '/** Reads b. */\n' },
      { path: 'tools/run.mjs', text: '#!/usr/bin/env node\n/** Starts. */\n' },
      { path: 'tests/unit/a.test.ts', text: "import x from 'y';\n" },
      { path: 'components/a.css', text: 'a { }\n' },
    ]);
    expect(faults).toEqual(['utils/a.ts: does not begin with a comment that says what it is']);
  });
});

describe('banned names', () => {
  const faultsIn = (text: string): string[] =>
    bannedNameFaults('a.tsx', parseSource({ path: 'a.tsx', text }), readBannedNames());

  test('variables, parameters, members and types with a banned word are faults', () => {
    const text = `export interface SyncWorld { wish: string }
      const MOST_POSTS = 3; export function list(asked: number): number { return asked + MOST_POSTS; }`;
    expect(faultsIn(text)).toEqual(
      ['MOST_POSTS', 'SyncWorld', 'asked', 'wish'].map((name) => `a.tsx: the name "${name}" holds a banned word`),
    );
  });

  test('texts, comments and names from packages are no faults', () => {
    expect(faultsIn(`import { act } from 'preact/test-utils'; /* said */ act(() => 'wish');`)).toEqual([]);
  });

  test('a name from another file of the project is a fault', () => {
    expect(faultsIn(`import { act } from './act.ts'; act();`)).toHaveLength(1);
  });
});

describe('file names', () => {
  test.each([
    ['utils/fold.ts', ['foldText']],
    ['utils/judge-queue.ts', ['createJudgeQueue']],
    ['utils/read-posts.ts', ['PostReader']],
    ['utils/index.ts', ['anything']],
    ['utils/main.ts', []],
    ['vite.config.ts', ['default']],
  ])('%s may export %o', (path, exports) => {
    expect(fileNameFault(path, { exports })).toEqual([]);
  });

  test('a file whose exports share no word with its name is a fault', () => {
    expect(fileNameFault('utils/watch.ts', { exports: ['pageDescription'] })).toHaveLength(1);
  });
});

describe('imports among rooms', () => {
  const layers = [['utils/model'], ['utils/text', 'utils/dom'], ['components']];

  test('a room imports from lower layers and from itself', () => {
    expect(roomImportFaults('utils/text/a.ts', ['../model/x.ts', './b.ts', 'valibot'], layers)).toEqual([]);
    expect(roomImportFaults('components/ui/a.ts', ['../../utils/dom/x.ts', '../help/b.ts'], layers)).toEqual([]);
  });

  test('imports upwards and across a layer are faults', () => {
    const faults = roomImportFaults('utils/text/a.ts', ['../../components/x.ts', '../dom/y.ts'], layers);
    expect(faults).toEqual([
      'utils/text/a.ts: imports components/x.ts; utils/text may not import from components',
      'utils/text/a.ts: imports utils/dom/y.ts; utils/text may not import from utils/dom',
    ]);
  });

  test('a room of utils that has no layer is a fault', () => {
    expect(unknownRooms(['utils/text/a.ts', 'utils/new/b.ts'], layers)).toEqual([
      'utils/new: is in no layer of rooms.yaml',
    ]);
  });
});

describe('source files', () => {
  test('exports and imports are read, types and re-exports included', () => {
    const text = `import type { A } from './a.ts'; export { B } from './b.ts'; export type C = A; export default 1;`;
    expect(parseSource({ path: 'x.ts', text })).toMatchObject({
      exports: ['B', 'C', 'default'],
      imports: ['./a.ts', './b.ts'],
    });
  });

  test('a file that cannot be parsed throws an error with its path', () => {
    expect(() => parseSource({ path: 'x.ts', text: 'const = ;' })).toThrow('x.ts');
  });
});
