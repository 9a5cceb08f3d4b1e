/** Checks lines of JSON, each a post; shared by the command and its worker threads. */
import { dayOf } from '../../utils/indicators/day-number.ts';
import * as v from 'valibot';
import { analyse, conclude, loadKnowledge, type Knowledge } from '../../utils/detect/analyse.ts';
import { JobPostSchema } from '../../utils/model/job-post.ts';
import type { Verdict } from '../../utils/model/verdict.ts';
import { answerLicences, type RegisterInUse } from '../../utils/register/answer-licences.ts';
import { applyLicences } from '../../utils/register/apply-licences.ts';
import { resolveBidiOverrides } from '../../utils/model/bidi-overrides.ts';
import { PLACE_KINDS } from '../eval/rows.ts';
import { readCompiled } from '../knowledge/read-compiled.ts';

const ZERO_WIDTH_SPACE = '\u200b';
/** In the order in which people see it. Offsets of quotes count in the line's own text, so the length stays. */
const Text = v.optional(
  v.pipe(
    v.string(),
    v.transform((text) => resolveBidiOverrides(text, ZERO_WIDTH_SPACE)),
  ),
  '',
);
const LineSchema = v.object({
  id: v.optional(v.string()),
  title: Text,
  company: Text,
  location: Text,
  salary: Text,
  text: Text,
  url: v.optional(v.string(), ''),
  lang: v.optional(v.string()),
  contacts: v.optional(v.array(v.string()), () => []),
  place: v.optional(v.picklist(['card', 'page', 'post', 'message']), 'message'),
});

/** Consecutive lines of a file. */
export interface LineBatch {
  /** Number of the first line, from 1. */
  first: number;
  lines: readonly string[];
}

export interface CheckedBatch {
  /** One line of JSON for each line that is not blank. */
  output: string;
  /** Some line is no post. */
  failed: boolean;
}

export class LineChecker {
  private readonly knowledge: Knowledge = loadKnowledge(readCompiled());
  private readonly today = dayOf(Date.now());
  private readonly registers: readonly RegisterInUse[];

  constructor(registers: readonly RegisterInUse[]) {
    this.registers = registers;
  }

  check({ first, lines }: LineBatch): CheckedBatch {
    const checked: CheckedBatch = { output: '', failed: false };
    for (const [index, line] of lines.entries()) {
      if (line.trim() === '') continue;
      const result = this.checkLine(line);
      if (typeof result === 'string') checked.failed = true;
      checked.output += `${JSON.stringify(typeof result === 'string' ? { line: first + index, error: result } : result)}\n`;
    }
    return checked;
  }

  /** A verdict, or what is wrong with the line. */
  private checkLine(line: string): (Verdict & { id: string | null }) | string {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      return `not JSON: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (Array.isArray(value)) return 'line: one post is an object, not a list';
    const parsed = v.safeParse(LineSchema, value);
    if (!parsed.success) {
      const [issue] = parsed.issues;
      return `${v.getDotPath(issue) ?? 'line'}: ${issue.message}`;
    }
    const { id, lang, place, ...fields } = parsed.output;
    const post = v.parse(JobPostSchema, { ...fields, id: id ?? '', site: 'check', kind: PLACE_KINDS[place] });
    const analysis = analyse(post, this.knowledge, lang ?? null);
    const licences = answerLicences(post, this.registers, {
      contacts: () => analysis.mentions,
      today: this.today,
    });
    return { id: id ?? null, ...applyLicences(conclude(analysis, [], this.today), licences, analysis) };
  }
}

/** The registers of a folder; none without one. Throws an Error when the folder cannot be read. */
export async function readRegisters(folder: string | null): Promise<RegisterInUse[]> {
  if (folder === null) return [];
  const { openRegisters } = await import('../../hub/register/register-folder.ts');
  return (await openRegisters(folder)).map((register) => ({ register, isSubscribed: false }));
}
