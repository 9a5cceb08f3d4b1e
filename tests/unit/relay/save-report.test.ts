import fs, { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PulledReport } from '../../../hub/relay/pull-reports.ts';
import { saveReport, writeWhole } from '../../../hub/relay/save-report.ts';

const ID = 'ab'.repeat(16);
const reportOf = (error: string): PulledReport => ({ id: ID, arrivedOn: '2026-11-25', error });

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'save-report-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps a report that was saved before when the relay sends another under its number', async () => {
  expect(await saveReport(folder, reportOf('first'))).toBeNull();
  expect(await saveReport(folder, reportOf('first'))).toBeNull();
  expect(await saveReport(folder, reportOf('second'))).toBe(`${ID}-2.json`);
  expect(await saveReport(folder, reportOf('third'))).toBe(`${ID}-3.json`);
  expect(await saveReport(folder, reportOf('second'))).toBe(`${ID}-2.json`);
  expect(readFileSync(join(folder, `${ID}.json`), 'utf8')).toContain('first');
  expect(readdirSync(folder)).toHaveLength(3);
});

it('leaves no part of a report behind when it cannot be saved', async () => {
  const { rename } = fs.promises;
  fs.promises.rename = async () => await Promise.reject(new Error('no space left'));
  syncBuiltinESMExports();
  try {
    await expect(saveReport(folder, reportOf('first'))).rejects.toThrow('no space left');
  } finally {
    fs.promises.rename = rename;
    syncBuiltinESMExports();
  }
  expect(readdirSync(folder)).toEqual([]);
});

it('writes on where the system took a part, and fails where it takes no more', () => {
  const [bytes, taken, room] = [Uint8Array.of(1, 2, 3, 4, 5), [] as number[], { left: 5 }];
  const write = (rest: Uint8Array): number => {
    if (room.left === 0) throw new Error('no space left');
    const part = rest.subarray(0, Math.min(2, room.left));
    taken.push(...part);
    room.left -= part.length;
    return part.length;
  };
  writeWhole(bytes, write);
  expect(taken).toEqual([...bytes]);
  room.left = 3;
  expect(() => writeWhole(bytes, write)).toThrow('no space left');
});
