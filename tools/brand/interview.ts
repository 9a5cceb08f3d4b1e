/**
 * Asks the questions of `brand new`. An option answers its question. The rest is asked at the terminal or read from standard
 * input, one line an answer. A wrong answer is asked again. Without a prompter all faults are reported at once.
 */
import { createInterface } from 'node:readline/promises';
import { Refusal } from '../../hub/refusal.ts';
import type { BrandDraft } from './draft.ts';
import { QUESTIONS, type Question } from './questions.ts';

/** Answers by option name, as they were typed. */
export type Answers = Readonly<Record<string, string | undefined>>;

/** Asks the person who runs the command. */
export interface Prompter {
  /** The answer to a line, or null at the end of the input. */
  ask(line: string): Promise<string | null>;
  show(line: string): void;
  close(): void;
}

/** Asks at the terminal, or reads the lines of a pipe. */
export function terminalPrompter(): Prompter {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: process.stdin.isTTY });
  const answers = lines[Symbol.asyncIterator]();
  return {
    async ask(line) {
      process.stderr.write(line);
      const { done, value } = await answers.next();
      return done === true ? null : value;
    },
    show: (line) => console.error(line),
    close: () => lines.close(),
  };
}

/** Some question has no valid answer. `given`: the valid answers. */
export class IncompleteInterview extends Error {
  override name = 'IncompleteInterview';
  readonly given: Answers;

  constructor(faults: readonly string[], given: Answers) {
    super(faults.join('\n'));
    this.given = given;
  }
}

export interface InterviewResult {
  draft: BrandDraft;
  given: Answers;
}

/** @param prompter null: only the options count. Throws IncompleteInterview. */
export async function interview(id: string, options: Answers, prompter: Prompter | null): Promise<InterviewResult> {
  let draft: BrandDraft = { id };
  const given: Record<string, string | undefined> = {};
  const faults: string[] = [];
  let active = prompter;
  for (const [index, question] of QUESTIONS.entries()) {
    const option = options[question.option];
    if (question.applies?.(draft) === false) {
      if (option !== undefined && question.argument !== '') faults.push(`--${question.option}: has no use here`);
      continue;
    }
    const ask = active === null ? null : askWith(active, `${index + 1}/${QUESTIONS.length} ${question.prompt}: `);
    const answer = await answerTo(question, draft, option, ask);
    if ('faults' in answer) {
      faults.push(...answer.faults.map((fault) => `--${question.option}: ${fault}`));
      if (answer.inputEnded) active = null;
      continue;
    }
    draft = { ...draft, ...answer.adds };
    given[question.option] = answer.text;
  }
  if (faults.length > 0) throw new IncompleteInterview(faults, given);
  return { draft, given };
}

type Answer = { text: string; adds: Partial<BrandDraft> } | { faults: readonly string[]; inputEnded: boolean };

/** Shows what was wrong before, then asks; null at the end of the input. */
type Ask = (faults: readonly string[]) => Promise<string | null>;

function askWith(prompter: Prompter, line: string): Ask {
  return async (faults) => {
    for (const fault of faults) prompter.show(`  ${fault}`);
    return (await prompter.ask(line))?.trim() ?? null;
  };
}

/** The first valid answer, or the faults when nobody can be asked (again). */
async function answerTo(
  question: Question,
  draft: BrandDraft,
  option: string | undefined,
  ask: Ask | null,
): Promise<Answer> {
  const needed = `An answer is needed: ${question.prompt}.`;
  let text = option?.trim() ?? (ask === null ? '' : await ask([]));
  if (ask === null && option === undefined && !question.optional) return { faults: [needed], inputEnded: false };
  while (text !== null) {
    try {
      if (text === '' && !question.optional) throw new Refusal('An answer is needed.');
      return { text, adds: await question.read(text, draft) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (ask === null) return { faults: error.lines, inputEnded: false };
      text = await ask(error.lines);
    }
  }
  return { faults: [`the input ended before this answer: ${question.prompt}.`], inputEnded: true };
}
