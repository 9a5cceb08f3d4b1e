/** Runs the steps of `hub begin`, records which are done, and undoes them. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { writeAtomically } from '../channel/channel-folder.ts';
import { PASSPHRASE_VARIABLE } from '../channel/key-files/passphrases.ts';
import { readJsonFile } from '../channel/read-json-file.ts';
import { isThere } from '../is-there.ts';
import { print } from '../print.ts';
import { makeFolder } from '../make-folder.ts';
import { Refusal } from '../refusal.ts';
import { QUESTIONS, type Answers } from './questions.ts';
import type { Command, Step } from './steps.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

const ProgressSchema = v.object({
  /** Answers without the secrets. */
  answers: v.record(v.string(), v.string()),
  /** Steps that are done, and how long each took, in milliseconds. */
  done: v.array(v.object({ id: v.string(), took: v.number() })),
  /** Everything that was made. */
  created: v.array(v.string()),
});
export type Progress = v.InferOutput<typeof ProgressSchema>;

const progressPath = (to: string): string => join(to, 'begin.json');

const PUT_PROGRESS_BACK =
  'Put a copy of it back. Without a copy, give another folder: keys that were made are in this one.';

/** Returns empty progress when nothing was begun. Throws a Refusal when the folder holds something else. */
export async function readProgress(to: string): Promise<Progress> {
  const file = progressPath(to);
  if (!isThere(file)) return { answers: {}, done: [], created: [] };
  const read = v.safeParse(ProgressSchema, await readJsonFile(file, PUT_PROGRESS_BACK));
  if (read.success) return read.output;
  throw new Refusal(`${file} is damaged.`, PUT_PROGRESS_BACK);
}

export async function writeProgress(to: string, progress: Progress): Promise<void> {
  makeFolder(to, 0o700);
  await writeAtomically(progressPath(to), `${JSON.stringify(progress, null, 1)}\n`, 0o600);
}

/** The answers that may be stored. */
export function storableAnswers(answers: Answers): Record<string, string> {
  return Object.fromEntries(QUESTIONS.filter(({ secret }) => secret !== true).map(({ id }) => [id, answers[id]]));
}

/** Runs one step from its beginning. Throws a Refusal that names the command that failed and what it printed. */
export async function runStep(step: Step, answers: Answers, before: Progress): Promise<void> {
  for (const path of step.creates) {
    if (!isThere(path)) continue;
    if (!before.created.includes(path))
      throw new Refusal(`${path} exists already, and was not made here. Move it away.`);
    await rm(path, { recursive: true });
  }
  for (const command of step.commands) await runCommand(command, answers);
}

/** As the manual writes it. */
export function commandLine({ script, args, outputTo }: Command): string {
  const words = args.map((word) => (/^[\w./:=@,-]+$/u.test(word) ? word : `'${word}'`));
  return `npm run -s ${script} -- ${words.join(' ')}${outputTo === undefined ? '' : ` > ${outputTo}`}`;
}

async function runCommand(command: Command, answers: Answers): Promise<void> {
  const { script, args, outputTo, as } = command;
  const runner = script === 'hub' ? ['hub/hub.ts'] : ['tools/run.mjs', script];
  if (!isThere(join(PROJECT, runner[0] ?? ''))) {
    throw new Refusal(`${commandLine(command)} needs the whole project, not the hub alone. Run it there.`);
  }
  const passphrase = as === 'second' ? answers.secondPassphrase : answers.passphrase;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...runner, ...args], {
    cwd: PROJECT,
    env: { ...process.env, [PASSPHRASE_VARIABLE]: passphrase },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (data: Buffer) => void out.push(data));
  child.stderr.on('data', (data: Buffer) => void err.push(data));
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('close', done);
  });
  if (code !== 0) {
    const printed = Buffer.concat([...out, ...err])
      .toString()
      .trim()
      .split('\n');
    throw new Refusal(
      `This command failed: ${commandLine(command)}`,
      ...printed.map((line) => `  ${line}`),
      'Mend it, then run the same "begin" again: it goes on here.',
    );
  }
  // What the second person signs is shown to them.
  if (as === 'second') for (const line of Buffer.concat(out).toString().trimEnd().split('\n')) print(`    ${line}`);
  if (outputTo !== undefined) await writeAtomically(outputTo, Buffer.concat(out), 0o600);
}

/** Deletes all that was made. Throws a Refusal when the list is in use. @returns the paths deleted */
export async function undoSteps(to: string): Promise<string[]> {
  const { created } = await readProgress(to);
  const list = join(to, 'list', 'list.csv');
  if (isThere(list) && (await readFile(list, 'utf8')).trim().split('\n').length > 1) {
    throw new Refusal('The list holds entries already, so its keys are needed. Nothing was deleted.');
  }
  const deleted = created.filter((path) => isThere(path));
  for (const path of deleted) await rm(path, { recursive: true });
  await rm(progressPath(to), { force: true });
  return deleted;
}
