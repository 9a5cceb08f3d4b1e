/** A publisher's machine for tests of the command line: a folder of its own, and the output of commands. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { runHub } from '../../../hub/run-hub.ts';

export interface Machine {
  folder: string;
  path(...names: string[]): string;
  /** Writes a file of these lines and returns its path. */
  file(name: string, ...lines: string[]): Promise<string>;
  csv(...lines: string[]): Promise<string>;
}

export async function createMachine(): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'joblantern-hub-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = (...names: string[]): string => join(folder, ...names);
  const file = async (name: string, ...lines: string[]): Promise<string> => {
    await writeFile(path(name), `${lines.join('\n')}\n`);
    return path(name);
  };
  return { folder, path, file, csv: (...lines) => file('rows.csv', 'kind,value,category,evidence', ...lines) };
}

/** Returns a machine with a channel of one person, on which nothing was signed yet. */
export async function createPublisher(): Promise<{ anna: Machine; dir: string }> {
  const anna = await createMachine();
  const dir = anna.path('list');
  await succeeds('init', dir, '--one-person', '--publisher', 'Example');
  return { anna, dir };
}

/** Exit code, standard output and standard error. */
type CommandResult = [code: number, out: string, err: string];

/** Runs `hub channel ...`. */
export const runChannel = async (...args: string[]): Promise<CommandResult> => runHubCommand('channel', ...args);

/** Runs `hub ...`. */
export async function runHubCommand(...args: string[]): Promise<CommandResult> {
  const out: string[] = [];
  const err: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line));
  const error = vi.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line));
  try {
    return [await runHub(args), out.join('\n'), err.join('\n')];
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

/** Returns the output of a command that must succeed. Throws its complaint otherwise. */
export async function succeeds(...args: string[]): Promise<string> {
  const [code, out, err] = await runChannel(...args);
  if (code !== 0) throw new Error(`channel ${args.join(' ')}: ${code}\n${out}\n${err}`);
  return out;
}

/** Returns the complaint of a command that must be refused. Every line of it must say something. */
export const refuses = async (...args: string[]): Promise<string> => refusesHub('channel', ...args);

/** The same of `hub ...`. */
export async function refusesHub(...args: string[]): Promise<string> {
  const complaint = await complaintOf(1, args);
  if (complaint.split('\n').every((line) => /\p{L}{2}/u.test(line))) return complaint;
  throw new Error(`${args.join(' ')} was refused without a word: ${complaint}`);
}

/** Returns the complaint about wrong words after `hub channel`: the command's help follows it. */
export const misuses = async (...args: string[]): Promise<string> => misusesHub('channel', ...args);

/** The same of `hub ...`. */
export async function misusesHub(...args: string[]): Promise<string> {
  const complaint = await complaintOf(2, args);
  if (!complaint.includes('Usage: npm run -s hub -- ')) throw new Error(`no help follows: ${complaint}`);
  return complaint;
}

async function complaintOf(expected: number, args: readonly string[]): Promise<string> {
  const [code, out, err] = await runHubCommand(...args);
  if (code !== expected) throw new Error(`${args.join(' ')} ended with ${code}\n${out}\n${err}`);
  return err;
}

/** Every file below a folder, with its bytes in hexadecimal. */
export async function snapshotFolder(dir: string): Promise<Record<string, string>> {
  const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await readFile(path, 'hex')])));
}
