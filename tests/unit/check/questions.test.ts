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

const reason = (id: string, severity: Reason['severity'] = 'sign'): Reason => ({
  id,
  severity,
  field: 'text',
  quote: null,
  start: null,
  end: null,
});

describe('the data', () => {
  const { signals } = parse(readFileSync('knowledge/signals.yaml', 'utf8')) as {
    signals: Record<string, { weight: number }>;
  };
  const english = JSON.parse(readFileSync('public/messages/en.json', 'utf8')) as Record<string, string>;

  test('every sign that raises the worry has a question, unless its answer is plain', () => {
    const asked = new Set(questions.questions.flatMap((question) => question.signals));
    const unasked = Object.entries(signals).filter(([id, { weight }]) => weight > 0 && !asked.has(id));
    expect(unasked.map(([id]) => id)).toEqual([]);
  });

  test('no question names a sign that does not exist, and every one has words', () => {
    const known = (id: string): boolean => Object.hasOwn(signals, id) || id.startsWith('listed');
    expect(questions.questions.flatMap((question) => question.signals).filter((id) => !known(id))).toEqual([]);
    expect(questions.questions.filter(({ id }) => !Object.hasOwn(english, `question.${id}`))).toEqual([]);
  });
});

describe('the choice', () => {
  test('follows the reasons, strongest first, five at most, none twice', () => {
    const chosen = chooseQuestions(
      [reason('passport-kept', 'strong'), reason('travel-paid'), reason('no-interview'), reason('compound-life')],
      questions,
    );
    expect(chosen.slice(0, 3)).toEqual(['passport', 'leave', 'meet']);
    expect(chosen).toHaveLength(5);
    expect(new Set(chosen).size).toBe(5);
  });

  test('what lowers the worry asks nothing', () => {
    expect(chooseQuestions([reason('counter-contract', 'counter')], questions)).toEqual(questions.general);
  });

  test('a fault in the file is named', async () => {
    await expect(compileQuestions('tests/fixtures')).rejects.toThrow(/questions\.yaml/u);
  });
});
