/**
 * Kills a command at any of its writes, as SIGKILL would: nothing comes after it, not even tidying up. A file that was being
 * written has half of its bytes.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll } from 'vitest';

/** Writes that still succeed; below zero, the command is dead. */
let writesLeft = Number.POSITIVE_INFINITY;
const { open, writeFile, rename, rm } = fs;

/** @param half what the write at which the command is killed leaves */
function countWrite(half?: () => void): void {
  if (writesLeft === 0) half?.();
  if (writesLeft-- <= 0) throw new Error('killed');
}

function writeHalf(path: string, data: string | Uint8Array, flag = 'w', mode = 0o666): void {
  writeFileSync(path, data.slice(0, Math.floor(data.length / 2)), { flag, mode });
}

const counted = {
  writeFile: async (path: string, data: string | Uint8Array, options: { flag?: string; mode?: number }) => {
    countWrite(() => writeHalf(path, data, options.flag, options.mode));
    await writeFile(path, data, options);
  },
  rename: async (from: string, to: string) => {
    countWrite();
    await rename(from, to);
  },
  rm: async (path: string, options: object) => {
    countWrite();
    await rm(path, options);
  },
  /** Of a file that is opened, only the write counts: an empty file is a half of nothing. */
  open: async (path: string, flags: string) => {
    if (writesLeft < 0) throw new Error('killed');
    const file = await open(path, flags);
    const write = file.writeFile.bind(file);
    file.writeFile = async (data) => {
      countWrite(() => writeHalf(path, data as string));
      await write(data);
    };
    return file;
  },
};

/** For a file of tests: every write of the file counts from then on. */
export function countWrites(): void {
  beforeAll(() => {
    Object.assign(fs, counted);
    syncBuiltinESMExports();
  });
  afterAll(() => {
    Object.assign(fs, { open, writeFile, rename, rm });
    syncBuiltinESMExports();
  });
}

/** Returns whether the command came to its end within so many writes. */
export async function killAfter(writes: number, command: () => Promise<unknown>): Promise<boolean> {
  writesLeft = writes;
  await command().catch(() => undefined);
  const isDone = writesLeft >= 0;
  writesLeft = Number.POSITIVE_INFINITY;
  return isDone;
}

const ENDED = spawnSync(process.execPath, ['-e', '0']).pid;

/** A command that was killed an hour ago left its lock. It names a process that has ended, not this one. */
export function ageLock(dir: string): void {
  const lock = join(dir, 'in-use.json');
  if (!existsSync(lock)) return;
  writeFileSync(lock, readFileSync(lock, 'utf8').replace(`"pid":${process.pid},`, `"pid":${ENDED},`));
  const hourAgo = Date.now() / 1000 - 3_600;
  utimesSync(lock, hourAgo, hourAgo);
}
