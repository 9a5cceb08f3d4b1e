/**
 * `hub begin`: makes all of it from an empty folder, in one run. That is keys, channel, host, relay, brand, desk and a
 * sheet for the wall.
 */
import { readFile, readdir } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Command } from 'commander';
import { writeAtomically } from '../channel/channel-folder.ts';
import { isThere } from '../is-there.ts';
import { print } from '../print.ts';
import { Refusal } from '../refusal.ts';
import { askQuestions } from './ask-questions.ts';
import type { Answers } from './questions.ts';
import {
  commandLine,
  readProgress,
  runStep,
  storableAnswers,
  undoSteps,
  writeProgress,
  type Progress,
} from './run-steps.ts';
import { sheetPage } from './sheet.ts';
import { stepsOf, type Step } from './steps.ts';

export function addCommands(command: Command): void {
  command
    .description(
      `Asks at most eleven questions and sets up all that a publisher needs, by the commands that the manual names. When it stops, run it again: it goes on where it stopped. --undo deletes what it made.`,
    )
    .requiredOption('--to <FOLDER>', 'folder for everything of this machine; keep it, it holds keys')
    .option('--answers <FILE>', 'take the answers from a JSON file instead of asking')
    .option('--without-desk', 'leave the desk out: npm run -s build -- --mode desk builds it later')
    .option('--undo', 'delete all that it made, keys too')
    .action(begin);
}

interface BeginValues {
  to: string;
  answers?: string;
  undo?: boolean;
  withoutDesk?: boolean;
}

async function begin({ to: folder, answers: file, undo = false, withoutDesk = false }: BeginValues): Promise<void> {
  const to = resolve(folder);
  if (undo) {
    for (const path of await undoSteps(to)) print(`deleted: ${path}`);
    return;
  }
  const progress = await readProgress(to);
  if (!isThere(join(to, 'begin.json')) && isThere(to) && (await readdir(to)).length > 0) {
    throw new Refusal(`${to} is not empty: give a new folder.`);
  }
  const startedAsking = performance.now();
  const answers = await askQuestions(progress.answers, file ?? null);
  const answering = performance.now() - startedAsking;
  const withDesk = !withoutDesk;
  checkChangedAnswers(stepsOf(answers, { to, recipient: '', withDesk }), answers, progress);
  progress.answers = storableAnswers(answers);
  await writeProgress(to, progress);
  await runAll(to, answers, progress, withDesk);
  await writeSheet(to, answers);
  printResult(to, answers, progress, answering);
}

/** Throws a Refusal when a step that is done depends on an answer that is another one now. */
function checkChangedAnswers(steps: readonly Step[], answers: Answers, { answers: before, done }: Progress): void {
  for (const { id, uses } of steps.filter((step) => done.some((each) => each.id === step.id))) {
    const changed = uses.find((name) => before[name] !== answers[name]);
    if (changed === undefined) continue;
    throw new Refusal(`"${changed}" was another answer when the step "${id}" was done. Undo first: begin --undo.`);
  }
}

async function runAll(to: string, answers: Answers, progress: Progress, withDesk: boolean): Promise<void> {
  const steps = (): Step[] => {
    const made = join(to, 'recipient.txt');
    return stepsOf(answers, { to, recipient: isThere(made) ? readFileSync(made, 'utf8').trim() : '', withDesk });
  };
  const ids = steps().map(({ id }) => id);
  for (const [at, id] of ids.entries()) {
    if (progress.done.some((done) => done.id === id)) continue;
    // Built when its turn comes: the recipient is made by an earlier step.
    const step = steps()[at];
    if (step === undefined) continue;
    print(`${at + 1}/${ids.length} ${step.title}`);
    for (const command of step.commands) print(`    ${commandLine(command)}`);
    const started = performance.now();
    progress.created.push(...step.creates.filter((path) => !progress.created.includes(path) && !isThere(path)));
    await writeProgress(to, progress);
    await runStep(step, answers, progress);
    progress.done.push({ id, took: performance.now() - started });
    await writeProgress(to, progress);
  }
}

async function writeSheet(to: string, { publisher }: Answers): Promise<void> {
  const output = await readFile(join(to, 'link.txt'), 'utf8');
  const line = (name: string): string => new RegExp(`^${name}: (\\S+)$`, 'mu').exec(output)?.[1] ?? '';
  const page = await sheetPage({ publisher, link: line('link'), fingerprint: line('fingerprint') });
  await writeAtomically(join(to, 'sheet.html'), page);
  const progress = await readProgress(to);
  if (progress.created.includes(join(to, 'sheet.html'))) return;
  await writeProgress(to, { ...progress, created: [...progress.created, join(to, 'sheet.html')] });
}

function printResult(to: string, answers: Answers, { done }: Progress, answering: number): void {
  const { second, secondFolder, host, relay, moderators, address } = answers;
  const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
  const steps = done.reduce((sum, { took }) => sum + took, 0);
  print(
    `Clock: answers ${seconds(answering)}, steps ${seconds(steps)} (${done.map(({ id, took }) => `${id} ${seconds(took)}`).join(', ')}).`,
  );
  print('Made:');
  print(`  ${join(to, 'list')}: the channel and your keys. Move each root key to a place of its own, offline.`);
  if (second !== '')
    print(`  ${secondFolder}: the keys of ${second}. They take it to their own machine; no copy stays here.`);
  print(`  ${join(to, 'brand')}: your brand (npm run -s build -- --brand ${join(to, 'brand')})`);
  print(`  ${join(to, 'sheet.html')}: print it for the wall. ${join(to, 'link.txt')}: the link for readers.`);
  if (relay !== '') {
    print(
      `  ${join(to, 'relay')}: the relay's store with the tokens' hashes. Put it on the relay's machine as its data folder.`,
    );
    print(
      `  ${moderators
        .split(',')
        .map((name) => join(to, `token-${name}.txt`))
        .join(', ')}: one for each moderator.`,
    );
    print(
      `  ${join(to, 'report-key.txt')}: opens every report. Each moderator gets it in person. Keep a copy offline.`,
    );
    if (done.some(({ id }) => id === 'desk')) print(`  ${join(to, 'desk-folder.txt')}: names the folder of the desk.`);
  }
  print('Next:');
  print(
    host === 'own'
      ? `  Copy ${join(to, 'web')} to ${address}, timestamp.json last.`
      : `  Push ${join(to, 'list-site')} to your repository, and follow its README.md.`,
  );
  print(`  npm run -s hub -- channel verify ${address} --against ${join(to, 'list')}`);
  if (relay !== '') print(`  npm run -s hub -- relay doctor ${relay}`);
}
