import { beforeAll, describe, expect, test } from 'vitest';
import { checkText, type CheckResult } from '../../../utils/check/check-text.ts';
import { checkReadText } from '../../../utils/check/check-read-text.ts';
import { readTextFacts } from '../../../utils/check/text-facts.ts';
import { analyse, conclude, loadKnowledge, type Knowledge } from '../../../utils/detect/analyse.ts';
import type { Listing } from '../../../utils/model/indicator.ts';
import { readCompiled } from '../../../tools/knowledge/read-compiled.ts';

let knowledge: Knowledge;
beforeAll(() => {
  knowledge = loadKnowledge(readCompiled());
});

const LISTING: Listing = {
  publisher: 'Harbour Aid',
  category: 'trafficking',
  listedOn: '2026-10-01',
  evidence: 'case-7',
};
const LISTED = new Set(['telegram:hr_mae_sot', 'line:anna_2024']);

const check = (text: string): Promise<CheckResult> =>
  checkText(text, null, {
    async judgePosts(posts) {
      return posts.map((post) => {
        const analysis = analyse(post, knowledge);
        const hits = analysis.mentions
          .filter(({ kind, value }) => LISTED.has(`${kind}:${value}`))
          .map((mention) => ({ mention, listing: LISTING }));
        return conclude(analysis, hits, '2026-11-25');
      });
    },
    readFacts: async (pasted) => readTextFacts(pasted, knowledge),
    holdsCry: async () => false,
  });

describe('checkReadText', () => {
  test.each([
    ['We wash your carpets and curtains. Telegram @hrmaesot', '@hr_mae_sot'],
    ['Carpets and curtains washed, collected and brought back. Telegram @hr mae sot', '@hr_mae_sot'],
    ['We wash your carpets and curtains. t.me/hr_maesot', '@hr_mae_sot'],
    ['We wash your carpets and curtains. LINE ID: anna_2o24', '@anna_2024'],
  ])('offers the listed handle for "%s", as a caution', async (text, handle) => {
    const { verdict } = await checkReadText(text, check);
    expect(verdict).toMatchObject({ level: 'caution', kind: 'listed' });
    expect(verdict.reasons[0]).toMatchObject({ id: 'listed-likely', quote: handle, source: 'Harbour Aid' });
    expect(verdict.listing).toBeUndefined();
  });

  test('leaves a handle that is listed as it stands, and one that resembles none', async () => {
    const exact = await checkReadText('We wash your carpets and curtains. Telegram @hr_mae_sot', check);
    expect(exact.verdict).toMatchObject({ level: 'danger', listing: LISTING });
    for (const text of ['We wash your carpets and curtains. Telegram @penang_cook', 'Office staff wanted.']) {
      expect(await checkReadText(text, check)).toEqual(await check(text));
    }
  });

  test('adds to a warning without making it worse or milder', async () => {
    const text =
      'Chat job. Fly to Bangkok, our driver takes you to Mae Sot. Tourist visa, free ticket. Telegram @hrmaesot';
    const alone = await check(text);
    const { verdict } = await checkReadText(text, check);
    expect(alone.verdict.level).toBe('danger');
    expect(verdict).toMatchObject({ level: 'danger', kind: alone.verdict.kind });
    expect(verdict.reasons.map(({ id }) => id)).toContain('listed-likely');
  });
});
