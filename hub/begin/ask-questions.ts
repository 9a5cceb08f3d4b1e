/** Asks the questions of `hub begin` at the terminal, or takes the answers from a file. */
import process from 'node:process';
import { isCancel, password, select, text } from '@clack/prompts';
import { readTextFile } from '../channel/read-text-file.ts';
import { Refusal } from '../refusal.ts';
import { QUESTIONS, type Answers, type Question } from './questions.ts';

/**
 * Returns all answers. The answers of an earlier run stand in the fields already; secrets are typed again.
 * @param known answers of an earlier run
 * @param file JSON object of answers by name, in place of the terminal; null asks at the terminal
 */
export async function askQuestions(known: Partial<Answers>, file: string | null): Promise<Answers> {
  const given = file === null ? null : await readAnswers(file);
  if (given === null && !process.stdin.isTTY) {
    throw new Refusal('There is no terminal to ask at: run it in a terminal, or give --answers FILE.');
  }
  const answers: Partial<Record<keyof Answers, string>> = {};
  for (const [at, question] of QUESTIONS.entries()) {
    const { id, applies, fallback = '' } = question;
    if (applies?.(answers as Partial<Answers>) === false) {
      answers[id] = '';
      continue;
    }
    const answer = given === null ? await askOne(question, at, known[id]) : (given[id] ?? known[id] ?? fallback);
    const fault = question.fault(answer);
    if (fault !== undefined) throw new Refusal(`${id}: ${fault}`);
    answers[id] = answer;
  }
  return answers as Answers;
}

/** Eleven short answers. */
const MAX_ANSWERS_BYTES = 1024 * 1024;

async function readAnswers(file: string): Promise<Partial<Record<string, string>>> {
  let value: unknown;
  try {
    value = JSON.parse(await readTextFile(file, MAX_ANSWERS_BYTES));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${file} cannot be read as answers: ${(error as Error).message}`);
  }
  const ids = new Set<string>(QUESTIONS.map(({ id }) => id));
  const entries = Object.entries(value as Record<string, unknown>);
  const wrong = entries.find(([id, answer]) => !ids.has(id) || typeof answer !== 'string');
  if (wrong !== undefined)
    throw new Refusal(`${file}: "${wrong[0]}" is no answer. The names are ${[...ids].join(', ')}.`);
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Throws a Refusal when the person stops. */
async function askOne(question: Question, at: number, known: string | undefined): Promise<string> {
  const { prompt, example, fallback, secret, choices, fault } = question;
  const initial = known === undefined ? {} : { initialValue: known };
  const message = `${at + 1}/${QUESTIONS.length} ${prompt}`;
  const validate = (value: string | undefined): string | undefined =>
    (value ?? '') === '' && fallback !== undefined ? undefined : fault(value ?? '');
  const answer =
    secret === true
      ? await password({ message, validate })
      : choices === undefined
        ? await text({ message, placeholder: example, validate, ...initial })
        : await select({ message, options: choices.map((value) => ({ value })), ...initial });
  if (isCancel(answer)) throw new Refusal('Stopped. Run the same command again to go on.');
  return (answer ?? '') === '' ? (fallback ?? '') : answer;
}
