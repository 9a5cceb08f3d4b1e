/** The judge uses valid published knowledge, and the bundled knowledge when the published one is broken. */
import { describe, expect, it, vi } from 'vitest';
import { createJudge, type JudgeDeps } from '../../../utils/background/judge.ts';
import { readSections } from '../../../utils/text/sections.ts';
import { compileSmall } from '../detect/small-knowledge.ts';
import { post } from '../detect/post.ts';

const ENGLISH = { signals: { 'travel-paid': ['free ticket'], 'debt-relief': ['we pay your debt'] } };
const LURE = post({ text: 'Free ticket! We pay your debt. Telegram @work_now_1' });

/** A lexicon with an edge that leaves its graph. It loads, and fails when a text in that language is read. */
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

  it('reports a warning of the text before the lists answer, and that of a text judged before', async () => {
    const bundled = await compileSmall({ en: ENGLISH });
    let answerLists = (): void => undefined;
    const lists = new Promise<[]>((resolve) => (answerLists = () => resolve([])));
    const judge = createJudge({ ...createDeps(bundled, null), lookup: () => lists });
    const onWarning = vi.fn();
    const judging = judge.verdict(LURE, onWarning);
    await vi.waitFor(() => expect(onWarning).toHaveBeenCalledOnce());
    answerLists();
    expect((await judging).level).not.toBe('none');
    await judge.verdict(LURE, onWarning);
    expect(onWarning).toHaveBeenCalledTimes(2);
    await judge.verdict(post({ text: 'We bake bread.' }), onWarning);
    expect(onWarning).toHaveBeenCalledTimes(2);
  });

  it('reports no warning that the reader does not want', async () => {
    const compiled = await compileSmall({ en: ENGLISH });
    const weights = JSON.parse(new TextDecoder().decode(compiled['weights.json'])) as {
      levels: { danger: number; dangerWithoutFact: number };
    };
    // Where danger is far away, so is the line for calm readers.
    weights.levels.danger = weights.levels.dangerWithoutFact = 12;
    const bundled = { ...compiled, 'weights.json': new TextEncoder().encode(JSON.stringify(weights)) };
    const reported: [string, number][] = [];
    for (const sensitivity of ['normal', 'calm'] as const) {
      const judge = createJudge({ ...createDeps(bundled, null), sensitivity: async () => sensitivity });
      const onWarning = vi.fn();
      const { level } = await judge.verdict(post({ text: 'We pay your debt.' }), onWarning);
      reported.push([level, onWarning.mock.calls.length]);
    }
    expect(reported).toEqual([
      ['caution', 1],
      ['none', 0],
    ]);
  });

  it('judges by the bundled knowledge when the published file does not fit, and passes on that the package cannot be read', async () => {
    const bundled = await compileSmall({ en: ENGLISH });
    const channel = new Map([['weights.json', new Uint8Array([1, 2, 3])]]);
    const expected = await createJudge(createDeps(bundled, null)).verdict(LURE);
    expect(await createJudge(createDeps(bundled, channel)).verdict(LURE)).toEqual(expected);
    const bundledKnowledge = async (): Promise<never> => Promise.reject(new Error('no disk'));
    for (const published of [channel, null])
      await expect(createJudge({ ...createDeps(bundled, published), bundledKnowledge }).verdict(LURE)).rejects.toThrow(
        'no disk',
      );
  });

  it('reads no bundled file that the channel replaces', async () => {
    const bundled = await compileSmall({ en: ENGLISH });
    const bundledKnowledge = vi.fn(async (_without?: ReadonlySet<string>) => bundled);
    const channel = new Map([['lexicon.bin', bundled['lexicon.bin']!]]);
    await createJudge({ ...createDeps(bundled, channel), bundledKnowledge }).verdict(LURE);
    expect(bundledKnowledge.mock.calls).toEqual([[new Set(['lexicon.bin'])]]);
  });
});
