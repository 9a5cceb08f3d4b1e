/**
 * One command at a time writes in a channel's folder. Two at once would each build on the state before. The later one would
 * undo the earlier one, a withdrawal for example.
 */
import { DAY_MS } from '../../utils/indicators/day-number.ts';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { open, readFile, rm, type FileHandle } from 'node:fs/promises';
import os from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import * as v from 'valibot';
import { Refusal } from '../refusal.ts';
import { deletePartFiles } from './part-files.ts';

const LOCK_FILE = 'in-use.json';

const HolderSchema = v.object({
  /** For example `channel sign`. */
  command: v.string(),
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  host: v.string(),
  /** Two machines on one network drive may have one name, such as `debian`. Absent where the system has no such number. */
  machine: v.optional(v.string()),
  /** ISO 8601. */
  since: v.pipe(v.string(), v.isoTimestamp()),
  /** Random; by it a process knows its own locks. */
  id: v.string(),
});
type Holder = v.InferOutput<typeof HolderSchema>;

/** Ids of this process's locks. Its number may have belonged to another process, in a container for example. */
const ownIds = new Set<string>();

/** Folders, as whole paths, in which this process took over the lock of a command that was killed. */
const afterKilled = new Set<string>();

/** Whether this command is the first in the folder after one that was killed. */
export function hasEndedKilledCommand(dir: string): boolean {
  return afterKilled.has(resolve(dir));
}

/** An action of a command whose first argument is the channel's folder, run while no other such command runs there. */
export function locked<Rest extends unknown[]>(
  command: string,
  action: (dir: string, ...rest: Rest) => Promise<void>,
): (dir: string, ...rest: Rest) => Promise<void> {
  return async (dir, ...rest) => withChannelLock(dir, command, async () => action(dir, ...rest));
}

/** Throws a Refusal that names the other command while one runs. Without a folder there is nothing to lock. */
export async function withChannelLock<T>(dir: string, command: string, work: () => Promise<T>): Promise<T> {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return work();
  const file = join(resolve(dir), LOCK_FILE);
  const since = new Date().toISOString();
  const id = randomBytes(16).toString('hex');
  const machine = machineOf();
  const here = { pid: process.pid, host: os.hostname(), ...(machine === null ? {} : { machine }) };
  const text = `${JSON.stringify({ command, ...here, since, id } satisfies Holder)}\n`;
  ownIds.add(id);
  let wasStale = false;
  // A lock may end between two looks at it, so a few attempts are made.
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await createFile(file, text)) {
      try {
        if (wasStale) await deletePartFiles(dir);
        if (wasStale) afterKilled.add(resolve(dir));
        return await work();
      } finally {
        // Somebody may have deleted it, as the advice below says, and another command may hold the folder now.
        await removeIf(file, text);
      }
    }
    wasStale = (await removeStaleLock(dir, file)) || wasStale;
  }
  throw new Refusal(`${dir} is in use by other commands. Try again. Nothing was changed.`);
}

/** Returns false when the file exists already. A disk without room leaves no file without its words. */
async function createFile(file: string, text: string): Promise<boolean> {
  let created: FileHandle;
  try {
    created = await open(file, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    await created.writeFile(text);
    await created.sync();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await created.close();
  }
  return true;
}

/** Returns false when the lock has ended meanwhile. Throws a Refusal when it is not stale. */
async function removeStaleLock(dir: string, file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new Refusal(
      `${file} cannot be read, so nobody knows whether another command runs here: ${error.message}`,
      'If none does, delete it. Nothing was changed.',
    );
  });
  if (text === null) return false;
  const holder = parseHolder(text);
  // Its command was killed, or the disk was full, before all of it was written.
  const isNeverWritten = !isJson(text) && isOlderThanAMinute(file);
  if (!isNeverWritten && (holder === null || !isGone(holder))) throw new Refusal(...inUse(dir, file, holder));
  // Named after the stale lock: of several commands one removes it, and none removes the lock that comes after it.
  const claim = `${file}.${createHash('sha256').update(text).digest('hex')}.part`;
  if (!(await createFile(claim, ''))) {
    // Left by a command that was ended meanwhile: it would keep every later one away.
    if (isOlderThanAMinute(claim)) await rm(claim, { force: true });
    return true;
  }
  try {
    await removeIf(file, text);
    return true;
  } finally {
    await rm(claim, { force: true });
  }
}

/** To write a lock, or to remove a stale one, takes some milliseconds. A clock that was set back makes a file that lies ahead. */
function isOlderThanAMinute(file: string): boolean {
  const created = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Math.abs(Date.now() - created) > 60_000;
}

async function removeIf(file: string, text: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => null)) === text) await rm(file, { force: true });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parseHolder(text: string): Holder | null {
  const read = v.safeParse(HolderSchema, isJson(text) ? JSON.parse(text) : null);
  return read.success ? read.output : null;
}

/** Whether the process that holds the lock has ended. Of another machine nothing is known. */
function isGone({ pid, host, machine, since, id }: Holder): boolean {
  if (host !== os.hostname()) return false;
  if (machine !== undefined && machine !== machineOf()) return false;
  if (pid === process.pid) return !ownIds.has(id);
  if (Date.parse(since) < Date.now() - os.uptime() * 1000 - CLOCK_TOLERANCE_MS) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** A digest of the machine's own number, which Linux asks not to show (machine-id(5)); null elsewhere. */
function machineOf(): string | null {
  try {
    const id = readFileSync('/etc/machine-id', 'utf8').trim();
    return id === '' ? null : createHash('sha256').update(`joblantern ${id}`).digest('hex').slice(0, 16);
  } catch {
    return null;
  }
}

/** A lock of before the machine's start is stale; the clock may have been corrected since by this much. */
const CLOCK_TOLERANCE_MS = DAY_MS;

function inUse(dir: string, file: string, holder: Holder | null): string[] {
  const who =
    holder === null
      ? 'another command'
      : `"${holder.command}" since ${holder.since} (process ${holder.pid} on ${holder.host})`;
  return [
    `${dir} is in use by ${who}. Nothing was changed.`,
    `Wait until it has ended. If no such command runs any more, delete ${file}.`,
  ];
}
