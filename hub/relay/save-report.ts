/** Writes an opened report to a folder or to standard output. It may be deleted at the relay as soon as this returns. */
import { fstatSync, fsyncSync, writeSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PulledReport } from './pull-reports.ts';

const STDOUT = 1;

/**
 * Saves a report as `<id>.json`, durably. What is saved there already is kept: a relay could send something else under the
 * number of a report that was fetched before. The new one is then `<id>-2.json` and so on.
 * @returns the name of the file when it is not `<id>.json`, else null
 */
export async function saveReport(folder: string, pulled: PulledReport): Promise<string | null> {
  const text = `${JSON.stringify(pulled, null, 2)}\n`;
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${pulled.id}.json` : `${pulled.id}-${count}.json`;
    const saved = await readSaved(join(folder, name));
    if (saved === null) await writeDurably(folder, name, text);
    if (saved === null || saved === text) return count === 1 ? null : name;
  }
}

/** Null when there is no such file. */
async function readSaved(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Leaves no part of the report behind when it fails. */
async function writeDurably(folder: string, name: string, text: string): Promise<void> {
  const [file, part] = [join(folder, name), join(folder, `${name}.part`)];
  try {
    const handle = await open(part, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  const parent = await open(folder, 'r');
  try {
    await parent.sync();
  } finally {
    await parent.close();
  }
}

/** Prints a report as one line. Resolves when a file holds it durably, or a pipe took it. */
export async function printReport(pulled: PulledReport): Promise<void> {
  const line = `${escapeControls(JSON.stringify(pulled))}\n`;
  if (fstatSync(STDOUT).isFile()) {
    writeWhole(Buffer.from(line));
    fsyncSync(STDOUT);
    return;
  }
  await new Promise<void>((resolve, reject) => {
    // Without a listener, a pipe that was closed would end the process before its message.
    process.stdout.once('error', reject);
    process.stdout.write(line, (error) => {
      process.stdout.off('error', reject);
      if (error) reject(error);
      else resolve();
    });
  });
}

/**
 * Writes all bytes to standard output, or throws. On a full disk the system writes a part and says how much. Node's own stream
 * to a file takes that for the whole.
 */
export function writeWhole(bytes: Uint8Array, write: (rest: Uint8Array) => number = toStdout): void {
  for (let at = 0; at < bytes.length; at += write(bytes.subarray(at)));
}

const toStdout = (rest: Uint8Array): number => writeSync(STDOUT, rest);

/** Writes what could steer a terminal (C0, C1, bidi) as JSON escapes: a report is a stranger's text. */
function escapeControls(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
