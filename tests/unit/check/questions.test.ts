import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileQuestions } from '../../../tools/knowledge/questions.ts';
import { chooseQuestions, QuestionsSchema, type Questions } from '../../../utils/check/questions.ts';
import type { Reason } from '../../../utils/model/verdict.ts';

let questions: Questions;
beforeAll(async () => {
  const files = await compileQuestions('knowledge');
  questions = v.parse(QuestionsSchema, JSON.parse(Buffer.from(files['questions.json']!).toString('utf8')));
});

const reason = (id: string, severity: Reason['severity'] = 'moderate'): Reason => ({
  id,
  severity,
  field: 'text',
  quote: null,
  start: null,
  end: null,
});

describe('questions.json', () => {
  const { signals } = parse(readFileSync('knowledge/signals.yaml', 'utf8')) as {
    signals: Record<string, { prior: number }>;
  };
  const english = JSON.parse(readFileSync('public/messages/en.json', 'utf8')) as Record<string, string>;

  test('has a question for every signal that increases the score, with few exceptions', () => {
    const covered = new Set(questions.questions.flatMap((question) => question.signals));
    const uncovered = Object.entries(signals).filter(([id, { prior }]) => prior > 0 && !covered.has(id));
    expect(uncovered.map(([id]) => id)).toEqual([]);
  });

  test('names only existing signals, and every question has a message', () => {
    const known = (id: string): boolean => Object.hasOwn(signals, id) || id.startsWith('listed');
    expect(questions.questions.flatMap((question) => question.signals).filter((id) => !known(id))).toEqual([]);
    expect(questions.questions.filter(({ id }) => !Object.hasOwn(english, `question.${id}`))).toEqual([]);
  });
});

describe('chooseQuestions', () => {
  test('follows the reasons, strongest first, at most five and none twice', () => {
    const chosen = chooseQuestions(
      [reason('passport-kept', 'strong'), reason('travel-paid'), reason('no-interview'), reason('compound-life')],
      questions,
    );
    expect(chosen.slice(0, 3)).toEqual(['passport', 'leave', 'meet']);
    expect(chosen).toHaveLength(5);
    expect(new Set(chosen).size).toBe(5);
  });

  test('asks nothing for mitigating reasons', () => {
    expect(chooseQuestions([reason('counter-contract', 'mitigating')], questions)).toEqual(questions.general);
  });

  test('compileQuestions names a fault in the file', async () => {
    await expect(compileQuestions('tests/fixtures')).rejects.toThrow(/questions\.yaml/u);
  });
});
