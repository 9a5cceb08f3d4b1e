/** 400 posts with invented agencies of nine countries: number forms, clones and near names against the registers' answers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { JobPostSchema } from '../../../utils/model/job-post.ts';
import { answerLicences } from '../../../utils/register/answer-licences.ts';
import { FIXTURES, readFixtureRegisters } from './read-fixture-registers.ts';

interface Case {
  country: string;
  kind: string;
  company?: string;
  text: string;
  /** Statuses that are right. */
  expect: string[];
}

const MIN_RIGHT_SHARE = 0.95;

describe('answers of registers', async () => {
  const registers = await readFixtureRegisters();
  const answersOf = (file: string): (Case & { status: string })[] =>
    readFileSync(join(FIXTURES, file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const each = JSON.parse(line) as Case;
        const post = v.parse(JobPostSchema, { id: '', company: each.company, text: each.text });
        const [first] = answerLicences(post, registers, { contacts: () => [], today: '2026-11-28' });
        return { ...each, status: first?.status ?? 'none' };
      });
  const results = answersOf('cases.jsonl');
  const byHand = answersOf('hand-cases.jsonl');
  const blind = answersOf('blind-cases.jsonl');
  const isWrong = ({ status, expect: right }: Case & { status: string }): boolean => !right.includes(status);

  it('are right in 95 of 100 cases', () => {
    const wrong = results.filter(isWrong);
    expect(results.length).toBe(400);
    expect(1 - wrong.length / results.length).toBeGreaterThanOrEqual(MIN_RIGHT_SHARE);
  });

  it('are right in thirty posts written by hand', () => {
    expect(byHand).toHaveLength(30);
    expect(byHand.filter(isWrong)).toEqual([]);
  });

  it('are right in 95 of 100 posts that were written before they were judged', () => {
    const wrong = blind.filter(isWrong);
    expect(blind).toHaveLength(122);
    expect(1 - wrong.length / blind.length).toBeGreaterThanOrEqual(MIN_RIGHT_SHARE);
  });

  it('never call a licence valid that is not, or that belongs to another name', () => {
    expect([...results, ...byHand, ...blind].filter((each) => each.status === 'valid' && isWrong(each))).toEqual([]);
  });
});
