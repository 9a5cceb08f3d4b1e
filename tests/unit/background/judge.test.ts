/** The judge on knowledge of a channel: used where it is sound, replaced by the package's where it is not. */
import { describe, expect, it } from 'vitest';
import { createJudge, type JudgeDeps } from '../../../utils/background/judge.ts';
import { readSections } from '../../../utils/text/sections.ts';
import { compileSmall } from '../detect/small-knowledge.ts';
import { post } from '../detect/post.ts';

const ENGLISH = { signals: { 'travel-paid': ['free ticket'], 'debt-relief': ['we pay your debt'] } };
const LURE = post({ text: 'Free ticket! We pay your debt. Telegram @work_now_1' });

/** The lexicon with an edge of its graph that leads outside: sound until a text is read in that language. */
function broken(lexicon: Uint8Array): Uint8Array {
  const bytes = lexicon.slice();
  const fresh = readSections(bytes).get('fresh');
  fresh?.fill(0xff);
  return bytes;
}

function createDeps(floor: Record<string, Uint8Array>, channel: ReadonlyMap<string, Uint8Array> | null): JudgeDeps {
  return {
    bundledKnowledge: () => Promise.resolve(floor),
    publishedKnowledge: () => Promise.resolve(channel),
    lookup: () => Promise.resolve([]),
    today: () => '2026-11-25',
    sensitivity: () => Promise.resolve('normal'),
  };
}

describe('knowledge of the channel', () => {
  it('that breaks when it is read leaves the floor to judge by', async () => {
    const floor = await compileSmall({ en: ENGLISH });
    const channel = new Map([['lexicon.bin', broken(floor['lexicon.bin'] ?? new Uint8Array())]]);
    const alone = createJudge(createDeps(floor, null));
    const judge = createJudge(createDeps(floor, channel));
    const [expected] = await alone.verdicts([LURE]);
    expect(expected?.reasons.map(({ id }) => id)).toContain('travel-paid');
    expect(await judge.verdicts([LURE])).toEqual([expected]);
  });
});
