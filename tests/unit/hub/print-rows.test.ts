/** How many refused and widened lines are shown, and how they are counted by kind when they are many. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MAX_PRINTED_CHANGES, printChanges } from '../../../hub/channel/commands/print-changes.ts';
import { printRefused, printWholeSites } from '../../../hub/channel/commands/print-rows.ts';
import type { RefusedRow } from '../../../hub/channel/list/imports/imported-rows.ts';
import { temporaryFolder } from '../channel/test-channel.ts';

let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => void vi.restoreAllMocks());

const rows = (count: number, reason: (at: number) => string): RefusedRow[] =>
  Array.from({ length: count }, (_, at) => ({ place: `line ${at + 1}`, text: `x${at}`, reason: reason(at) }));

describe('refused lines', () => {
  it('are printed each, up to fifty', async () => {
    const report = join(await temporaryFolder(), 'report.csv');
    await printRefused(
      rows(50, () => 'is no domain'),
      'x.txt',
      report,
    );
    expect(printed).toHaveLength(50);
    expect(printed[49]).toBe('x.txt: line 50: "x49": is no domain');
    expect(existsSync(report)).toBe(false);
  });

  it('are counted by their kind where they are more, the most first, and all of them are in a file', async () => {
    const report = join(await temporaryFolder(), 'report.csv');
    const kinds = [
      (at: number): string => `names a part of site${at}.com, and only the whole of it can be listed`,
      (at: number): string => `"x${at}" is no domain that identifies one party`,
      (at: number): string => `x${at}.com is on the protected list (large employers)`,
      (at: number): string => `its hash is that of the protected name y${at}.com: it was made`,
      (at: number): string => `holds only for some requests ($script${at})`,
    ];
    const all = rows(55, (at) => (at < 15 ? kinds[0]! : kinds[1 + (at % 4)]!)(at));
    await printRefused(all, 'x.txt', report);
    expect(printed.map((line) => line.replace(/ For example .*/u, ''))).toEqual([
      '15 refused: names a part of a site, and only the whole of it can be listed.',
      '10 refused: holds only for some requests.',
      '10 refused: the value is no domain that identifies one party.',
      '10 refused: is on the protected list (large employers).',
      '10 refused: its hash is that of the protected name another: it was made.',
      `All 55 refused lines, each with its reason, are in ${report}`,
    ]);
    expect(printed[0]).toContain('For example line 1: x0');
    const written = (await readFile(report, 'utf8')).trimEnd().split('\n');
    expect(written).toHaveLength(56);
    expect(written.slice(0, 2)).toEqual(['place,text,reason', `line 1,x0,"${kinds[0]!(0)}"`]);
  });
});

it('names fifty sites that were listed whole, and counts the others', () => {
  const sites = Array.from({ length: 51 }, (_, at) => `a${at}.b.com: as b.com`);
  printWholeSites(sites.slice(0, 50));
  expect([printed.length, printed[0]]).toEqual([50, 'whole site listed: a0.b.com: as b.com']);
  printed = [];
  printWholeSites(sites);
  expect([printed.length, printed.at(-1)]).toEqual([51, 'whole site listed: and 1 more']);
});

it('prints five hundred changes, and writes more into a file without controls', async () => {
  const file = join(await temporaryFolder(), 'changes.txt');
  const changes = Array.from({ length: MAX_PRINTED_CHANGES + 1 }, (_, at) => `new: \u001B${at}`);
  expect(await printChanges(changes.slice(1), file)).toBeNull();
  expect([printed.length, existsSync(file)]).toEqual([500, false]);
  printed = [];
  expect(await printChanges(changes, file)).toMatch(/^[\da-f]{64}$/u);
  expect(printed).toHaveLength(21);
  expect(printed.at(-1)).toBe(`All 501 lines are in ${file}. Read them before you sign.`);
  expect((await readFile(file, 'utf8')).split('\n').slice(0, 2)).toEqual(['new: \\u{1b}0', 'new: \\u{1b}1']);
});
