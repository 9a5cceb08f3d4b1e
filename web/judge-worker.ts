/** Worker that judges pasted texts with the engine and knowledge of the extension, so that the page stays responsive. */
import { dayOf } from '../utils/indicators/day-number.ts';
import { readBundledKnowledge } from '../utils/background/bundled-knowledge.ts';
import { asyncMemo } from '../utils/platform/async-memo.ts';
import { unpackGzip } from '../utils/platform/unpack-gzip.ts';
import { checkText } from '../utils/check/check-text.ts';
import { holdsCry } from '../utils/check/find-cry.ts';
import { readTextFacts } from '../utils/check/text-facts.ts';
import type { Analysis } from '../utils/detect/analysis.ts';
import { analyse, conclude, loadKnowledge, type Knowledge } from '../utils/detect/analyse.ts';
import type { JobPost } from '../utils/model/job-post.ts';
import type { Verdict } from '../utils/model/verdict.ts';
import { createAskLists, type AskLists } from './ask-lists.ts';
import { ShardLoader } from './load-shards.ts';
import type { JudgeResponse, JudgeRequest } from './start-judge.ts';

/** The script is in a folder below the site's root. */
const SITE_ROOT = new URL('..', self.location.href);
const urlOf = (path: string): string => new URL(path, SITE_ROOT).href;

interface Opened {
  knowledge: Knowledge;
  shards: ShardLoader;
  /** The whole model is in the knowledge: only while the site is developed. */
  hasModel: boolean;
}

const opened = asyncMemo(async (): Promise<Opened> => {
  const files = await readBundledKnowledge(urlOf);
  const knowledge = loadKnowledge(files);
  return { knowledge, shards: new ShardLoader(readFile, files['lexicon.bin']!), hasModel: knowledge.model !== null };
});

/** Set when the page has lists. */
let askLists: AskLists | null = null;

self.addEventListener('message', ({ data, ports: [port] }: MessageEvent<JudgeRequest | 'lists'>) => {
  if (data !== 'lists') void respond(data);
  else if (port !== undefined) askLists = createAskLists(port);
});

async function readFile(name: string): Promise<Uint8Array> {
  const response = await fetch(urlOf(`knowledge/${name}`));
  if (!response.ok)
    throw new Error(`${name} could not be loaded (${response.status}). Check the connection and try again.`);
  return new Uint8Array(await unpackGzip(await response.arrayBuffer()));
}

/** Posts that the lists are asked about at once: with thousands of a long chat they would not answer in time. */
const MAX_ASKED = 250;

/** @param onSilent called when the lists did not answer: the text alone is judged then */
async function judgePosts(
  posts: readonly JobPost[],
  { knowledge, shards }: Opened,
  onSilent: () => void,
): Promise<Verdict[]> {
  const today = dayOf(Date.now());
  const verdicts: Verdict[] = [];
  let ask = askLists;
  for (let at = 0; at < posts.length; at += MAX_ASKED) {
    const some = posts.slice(at, at + MAX_ASKED);
    const analyses = await shards.withPhrases(knowledge, () => some.map((post) => readWhole(analyse(post, knowledge))));
    const answered = ask === null ? null : await ask(some, analyses);
    if (answered === null && ask !== null) onSilent();
    // Lists that are silent once would make every further part wait as long.
    if (answered === null) ask = null;
    verdicts.push(...(answered ?? analyses.map((analysis) => conclude(analysis, [], today))));
  }
  return verdicts;
}

async function respond({ id, text, own }: JudgeRequest): Promise<void> {
  const post = (response: JudgeResponse): void => (self as unknown as Worker).postMessage(response, {});
  try {
    const all = await opened.get();
    const { knowledge, shards, hasModel } = all;
    if (!hasModel) await shards.prepare(knowledge, [text]);
    let areListsSilent = false;
    const result = await checkText(text, own, {
      judgePosts: async (posts) => judgePosts(posts, all, () => (areListsSilent = true)),
      readFacts: async (pasted) => shards.withPhrases(knowledge, () => readTextFacts(pasted, knowledge)),
      holdsCry: async (texts) => shards.withPhrases(knowledge, () => holdsCry(texts, knowledge)),
    });
    post({ id, result: areListsSilent ? { ...result, areListsSilent } : result });
  } catch (error) {
    post({ id, error: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * A copy with what is read on demand. Absent phrases can be loaded now, and a message to a worker takes no getters
 * along.
 */
function readWhole(analysis: Analysis): Analysis {
  const { mentions, isAwarenessText } = analysis;
  return { ...analysis, mentions, isAwarenessText };
}
