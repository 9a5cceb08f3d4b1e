/** Times of a verdict and its parts on posts of 2 KB, warm. A loop that only reads every letter is the comparison. */
import { classify } from '../../../utils/detect/text-classifier.ts';
import { analyse, conclude, type Knowledge } from '../../../utils/detect/analyse.ts';
import { fold } from '../../../utils/text/fold.ts';
import { interleave, type Timed } from './interleave.ts';
import type { BenchPost } from './bench-posts.ts';

const TODAY = '2026-11-25';

/**
 * Verdicts of all posts before the first that is timed. From about 45 on V8 has compiled all, and they take no less
 * time.
 */
const WARM_ROUNDS = 60;

export interface VerdictTimes {
  /** Over all posts. */
  all: Record<string, Timed>;
  /** The whole verdict against the loop, by kind and by language. */
  groups: Record<string, Timed>;
}

export function timeVerdicts(posts: readonly BenchPost[], knowledge: Knowledge, rounds: number): VerdictTimes {
  const texts = posts.map(({ post }) => post.text);
  const folded = texts.map((text) => fold(text, knowledge.fold));
  const { model } = knowledge;
  for (let round = 0; round < WARM_ROUNDS; round++) verdictAll(posts, knowledge);
  const all = interleave(
    {
      'charCodeAt loop': () => readAllUnits(texts),
      'whole verdict': () => verdictAll(posts, knowledge),
      folding: () => texts.forEach((text) => fold(text, knowledge.fold)),
      ...(model === null ? {} : { 'text model': () => folded.forEach((text) => classify(model, text)) }),
    },
    posts.length,
    rounds,
  );
  const kinds = groupBy(posts, ({ kind }) => kind);
  const languages = groupBy(posts, ({ language }) => language);
  const groups: Record<string, Timed> = {};
  for (const [name, group] of [...kinds, ...languages]) {
    const own = group.map(({ post }) => post.text);
    const times = interleave(
      {
        loop: () => readAllUnits(own),
        verdict: () => verdictAll(group, knowledge),
      },
      group.length,
      rounds,
    );
    if (times['verdict'] !== undefined) groups[name] = times['verdict'];
  }
  return { all, groups };
}

function verdictAll(posts: readonly BenchPost[], knowledge: Knowledge): void {
  for (const { post } of posts) conclude(analyse(post, knowledge), [], TODAY);
}

function readAllUnits(texts: readonly string[]): number {
  let sum = 0;
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) sum = (sum + text.charCodeAt(i)) | 0;
  }
  return sum;
}

function groupBy(posts: readonly BenchPost[], of: (post: BenchPost) => string): [string, BenchPost[]][] {
  const groups = new Map<string, BenchPost[]>();
  for (const post of posts) groups.set(of(post), [...(groups.get(of(post)) ?? []), post]);
  return [...groups];
}
