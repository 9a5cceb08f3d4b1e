/** The judge uses valid published knowledge, and the bundled knowledge when the published one is broken. */
import { describe, expect, it } from 'vitest';
import { createJudge, type JudgeDeps } from '../../../utils/background/judge.ts';
import { readSections } from '../../../utils/text/sections.ts';
import { compileSmall } from '../detect/small-knowledge.ts';
import { post } from '../detect/post.ts';

const ENGLISH = { signals: { 'travel-paid': ['free ticket'], 'debt-relief': ['we pay your debt'] } };
const LURE = post({ text: 'Free ticket! We pay your debt. Telegram @work_now_1' });

/** A lexicon with an edge that leaves its graph: it loads, and fails when a text in that language is read. */
function broken(lexicon: Uint8Array): Uint8Array {
  const bytes = lexicon.slice();
  const fresh = readSections(bytes).get('fresh');
  fresh?.fill(0xff);
  return bytes;
}

function createDeps(bundled: Record<string, Uint8Array>, channel: ReadonlyMap<string, Uint8Array> | null): JudgeDeps {
  return {
    bundledKnowledge: () => Promise.resolve(bundled),
    publishedKnowledge: () => Promise.resolve(channel),
    lookup: () => Promise.resolve([]),
    registers: () => Promise.resolve([]),
    today: () => '2026-11-25',
    sensitivity: () => Promise.resolve('normal'),
  };
}

describe('createJudge', () => {
  it('judges by the bundled knowledge when the published knowledge breaks while it is read', async () => {
    const bundled = await compileSmall({ en: ENGLISH });
    const channel = new Map([['lexicon.bin', broken(bundled['lexicon.bin'] ?? new Uint8Array())]]);
    const alone = createJudge(createDeps(bundled, null));
    const judge = createJudge(createDeps(bundled, channel));
    const expected = await alone.verdict(LURE);
    expect(expected.reasons.map(({ id }) => id)).toContain('travel-paid');
    expect(await judge.verdict(LURE)).toEqual(expected);
  });
});
