/** Worker that judges pasted texts with the engine and knowledge of the extension, so that the page stays responsive. */
import { readBundledKnowledge } from '../utils/background/bundled-knowledge.ts';
import { openKnowledge } from '../utils/background/judge.ts';
import { asyncMemo } from '../utils/platform/async-memo.ts';
import { checkText } from '../utils/check/check-text.ts';
import { readTextFacts } from '../utils/check/text-facts.ts';
import { analyse, conclude } from '../utils/detect/analyse.ts';
import type { JudgeResponse, JudgeRequest } from './start-judge.ts';

/** The script is in a folder below the site's root. */
const SITE_ROOT = new URL('..', self.location.href);
const knowledge = asyncMemo(async () =>
  openKnowledge(await readBundledKnowledge((path) => new URL(path, SITE_ROOT).href), null),
);

self.addEventListener('message', ({ data }: MessageEvent<JudgeRequest>) => void respond(data));

async function respond({ id, text, own }: JudgeRequest): Promise<void> {
  const post = (response: JudgeResponse): void => (self as unknown as Worker).postMessage(response, {});
  try {
    const openedKnowledge = await knowledge.get();
    const today = new Date().toISOString().slice(0, 10);
    const result = await checkText(text, own, {
      judgePosts: async (posts) => posts.map((post) => conclude(analyse(post, openedKnowledge), [], today)),
      readFacts: async (pasted) => readTextFacts(pasted, openedKnowledge),
    });
    post({ id, result });
  } catch (error) {
    post({ id, error: error instanceof Error ? error.message : String(error) });
  }
}
