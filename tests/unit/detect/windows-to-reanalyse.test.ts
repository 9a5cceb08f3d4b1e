/** Which stretches of a post that gets no warning are read again, and what each of them must reach. */
import { describe, expect, it } from 'vitest';
import { probabilityOf } from '../../../utils/detect/evidence.ts';
import { extractFeatures } from '../../../utils/detect/extract-features.ts';
import { windowsToReanalyse } from '../../../utils/detect/windows-to-reanalyse.ts';
import { post } from './post.ts';
import { knowledge } from './project-knowledge.ts';

const TEXT = [
  'The bakery looks for a second baker, six days a week.',
  'Typing only, free ticket and visa, write on Telegram @sunny_office.',
  'Bring your certificate and ask for Mrs Lund.',
].join('\n');

const minScoresOf = (text: string, score: number): number[] =>
  windowsToReanalyse(extractFeatures(post({ text }), knowledge, null), score, knowledge).map(
    ({ minScore }) => minScore,
  );

describe('a run of lines that is read again', () => {
  it('must reach the threshold of a window where the whole post is in doubt', () => {
    const scores = minScoresOf(TEXT, probabilityOf(knowledge.levels.honest));
    expect(scores.length).toBeGreaterThan(0);
    for (const score of scores) expect(score).toBeCloseTo(probabilityOf(knowledge.levels.window), 6);
  });

  it('must reach more the surer the whole post is to be honest', () => {
    const [doubtful, honest, sure] = [-2, -4, -8].map((odds) => minScoresOf(TEXT, probabilityOf(odds))[0]!);
    expect(honest).toBeGreaterThan(doubtful!);
    expect(sure).toBeGreaterThan(honest!);
    expect(sure).toBeLessThan(1);
  });

  it('is looked for only in posts of three sentences or more', () => {
    expect(minScoresOf('Typing only, free ticket. Write on Telegram @sunny_office.', 0.1)).toEqual([]);
  });
});
