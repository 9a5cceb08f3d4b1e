/** Chooses the questions to ask a recruiter, by the reasons of a verdict (`questions.json`). */
import * as v from 'valibot';
import type { Reason } from '../model/verdict.ts';

const id = v.pipe(v.string(), v.maxLength(40));

export const QuestionsSchema = v.strictObject({
  version: v.literal(1),
  /** Ids of the questions for every offer. */
  general: v.array(id),
  questions: v.array(v.strictObject({ id, signals: v.array(v.string()) })),
});
export type Questions = v.InferOutput<typeof QuestionsSchema>;

const MAX_QUESTIONS = 5;

/** At most five ids: one question for each reason, strongest first, then further ones, then the general ones. */
export function chooseQuestions(reasons: readonly Reason[], { general, questions }: Questions): string[] {
  const raising = reasons.filter(({ severity }) => severity !== 'mitigating' && severity !== 'note');
  const fitting = raising.map((reason) => questions.filter(({ signals }) => signals.includes(reason.id)));
  const firsts = fitting.flatMap((list) => list.slice(0, 1));
  const rest = fitting.flatMap((list) => list.slice(1));
  const ids = [...firsts, ...rest].map((question) => question.id);
  return [...new Set([...ids, ...general])].slice(0, MAX_QUESTIONS);
}
