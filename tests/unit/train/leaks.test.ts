/** The model that reads no word: it finds a habit of writing, and finds nothing where there is none. */
import { describe, expect, test } from 'vitest';
import { trainOnSurface, type SurfaceRow } from '../../../tools/lab/leaks/train-on-surface.ts';
import { surfaceFeatures } from '../../../tools/lab/leaks/surface.ts';
import { seededRandom } from '../../../tools/setup/seeded-random.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';

function postOf(random: () => number, shout: boolean): JobPost {
  const some = (value: string): string => (random() < 0.5 ? value : '');
  return {
    id: '',
    url: '',
    site: '',
    kind: 'message',
    title: some('Cook'),
    company: some('Sea View'),
    location: some('Riga'),
    salary: some('900 EUR'),
    text: 'word '.repeat(5 + Math.floor(random() * 60)) + (shout ? '!!!' : ''),
    contacts: random() < 0.5 ? ['@anna'] : ['+371 555 010'],
    poster: '',
  };
}

function rowsOf(leak: boolean): SurfaceRow[] {
  const random = seededRandom(11);
  return Array.from({ length: 400 }, (_, index) => {
    const positive = random() < 0.5;
    const post = postOf(random, leak && positive && random() < 0.9);
    return { features: surfaceFeatures(post), batch: index % 2 === 0 ? 'a' : 'b', positive };
  });
}

describe('trainOnSurface', () => {
  test('finds the habit that gives a label away, and names it', () => {
    const { auc, weights } = trainOnSurface(rowsOf(true));
    expect(auc).toBeGreaterThan(0.9);
    expect(weights[0]?.[0]).toBe('punctuation:"!"');
  });

  test('is at chance where nothing but chance tells the labels apart', () => {
    expect(Math.abs(trainOnSurface(rowsOf(false)).auc - 0.5)).toBeLessThan(0.1);
  });
});
