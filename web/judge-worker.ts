/** Judges pasted texts beside the page, so that the page stays smooth: the same engine and knowledge as the extension. */
import { readBundledKnowledge } from '../utils/background/bundled-knowledge.ts';
import { openKnowledge } from '../utils/background/judge.ts';
import { asyncMemo } from '../utils/platform/async-memo.ts';
import { checkText } from '../utils/check/check-text.ts';
import { findPlaces } from '../utils/check/find-places.ts';
import { analyse, conclude } from '../utils/detect/engine.ts';
import type { Answer, Question } from './judge.ts';

/** The script lies in a folder below the site's own. */
const SITE = new URL('..', self.location.href);
const knowledge = asyncMemo(async () =>
  openKnowledge(await readBundledKnowledge((path) => new URL(path, SITE).href), null),
);

self.addEventListener('message', ({ data }: MessageEvent<Question>) => void answer(data));

async function answer({ id, text, own }: Question): Promise<void> {
  const reply = (said: Answer): void => (self as unknown as Worker).postMessage(said, {});
  try {
    const known = await knowledge.get();
    const today = new Date().toISOString().slice(0, 10);
    const result = await checkText(text, own, {
      verdicts: async (posts) => posts.map((post) => conclude(analyse(post, known), [], today)),
      places: async (said) => findPlaces(said, known),
    });
    reply({ id, result });
  } catch (error) {
    reply({ id, error: error instanceof Error ? error.message : String(error) });
  }
}
