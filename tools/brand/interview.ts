/**
 * Goes through the questions: takes what the options say, and asks the rest at the terminal or of the standard input. A wrong
 * answer is asked again; where nobody can be asked, all that is wrong is said at once.
 */
import { createInterface } from 'node:readline/promises';
import { Refusal } from '../../hub/refusal.ts';
import type { BrandDraft } from './draft.ts';
import { QUESTIONS, type Question } from './questions.ts';

/** Answers by option, as they were given. */
export type Answers = Readonly<Record<string, string | undefined>>;

/** Who can be asked. */
export interface Prompter {
  /** The answer to a line, or null when no more will come. */
  ask(line: string): Promise<string | null>;
  show(line: string): void;
  close(): void;
}

/** At the terminal, or by lines of a pipe. */
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

/** The questions ended before all was answered. `given`: what was answered well. */
export class IncompleteInterview extends Error {
  override name = 'Unanswered';
  readonly faults: readonly string[];
  readonly given: Answers;

  constructor(faults: readonly string[], given: Answers) {
    super(faults.join('\n'));
    this.faults = faults;
    this.given = given;
  }
}

export interface InterviewResult {
  draft: BrandDraft;
  given: Answers;
}

/** @param prompter null: only the options count. Throws Unanswered. */
export async function interview(id: string, options: Answers, prompter: Prompter | null): Promise<InterviewResult> {
  let draft: BrandDraft = { id };
  const given: Record<string, string | undefined> = {};
  const faults: string[] = [];
  let activePrompter = prompter;
  for (const [at, question] of QUESTIONS.entries()) {
    const option = options[question.option];
    if (question.applies?.(draft) === false) {
      if (option !== undefined && question.argument !== '') faults.push(`--${question.option}: has no use here`);
      continue;
    }
    const place = `${at + 1}/${QUESTIONS.length}`;
    const answer = await answerTo(question, draft, option, activePrompter, place, faults);
    if (answer === 'ended') activePrompter = null;
    if (typeof answer === 'string') continue;
    draft = { ...draft, ...answer.adds };
    given[question.option] = answer.text;
  }
  if (faults.length > 0) throw new IncompleteInterview(faults, given);
  return { draft, given };
}

interface GoodAnswer {
  text: string;
  adds: Partial<BrandDraft>;
}

/** The first good answer; a word, and a fault more, when there is none and nobody to ask. */
async function answerTo(
  question: Question,
  draft: BrandDraft,
  option: string | undefined,
  prompter: Prompter | null,
  place: string,
  faults: string[],
): Promise<GoodAnswer | 'wrong' | 'ended'> {
  let text = option?.trim() ?? (prompter === null && question.optional ? '' : null);
  for (;;) {
    if (text !== null) {
      try {
        if (text === '' && !question.optional) throw new Refusal('An answer is needed.');
        return { text, adds: await question.read(text, draft) };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (prompter === null) {
          faults.push(...error.lines.map((line) => `--${question.option}: ${line}`));
          return 'wrong';
        }
        for (const line of error.lines) prompter.show(`  ${line}`);
      }
    } else if (prompter === null) {
      faults.push(`--${question.option}: An answer is needed: ${question.prompt}.`);
      return 'wrong';
    }
    text = (await prompter.ask(`${place} ${question.prompt}: `))?.trim() ?? null;
    if (text === null) {
      faults.push(`--${question.option}: the questions ended here: ${question.prompt}.`);
      return 'ended';
    }
  }
}
