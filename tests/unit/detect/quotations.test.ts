import { describe, expect, it } from 'vitest';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { readPost } from '../../../utils/detect/post-text.ts';
import { isQuoted, readQuotations } from '../../../utils/detect/quotations.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { post } from './post.ts';

const table = foldTableOf(compileFoldTable());
const read = (of: Partial<JobPost>) => readPost(post(of), table);

describe('quotations', () => {
  const quoted = (of: Partial<JobPost>): string[] => {
    const text = read(of);
    return readQuotations(text).map(({ from, to }) => {
      const range = text.fields.find((each) => from >= each.from && from < each.to)!;
      const words = range.source.slice(text.text.offsets[from], text.text.offsets[to] ?? range.source.length);
      return words.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    });
  };

  it.each([
    ['He wrote "ticket and room paid" to me', ['ticket and room paid']],
    ['He wrote “ticket and room paid” to me', ['ticket and room paid']],
    ['Er schrieb „Ticket bezahlt jetzt“ mir', ['Ticket bezahlt jetzt']],
    ['Il dit « billet payé pour toi » hier', ['billet payé pour toi']],
    ['彼は「チケット代は会社が払います」と', ['チケット代は会社が払います']],
    ['"12345678" and "1234567"', ['12345678']],
    ['"no end of it', []],
    ['“one mark” and "another mark"', ['one mark', 'another mark']],
    [`"${'x'.repeat(399)}" y`, ['x'.repeat(399)]],
    [`"${'x'.repeat(400)}" y`, []],
    ['"first line\n\nsecond line" y', []],
    ['"first line\nsecond line" y', ['first line\nsecond line']],
  ])('are found in %j', (text, expected) => {
    expect(quoted({ text })).toEqual(expected);
  });

  it('are read in the title and the text only, and hold what stands whole in them', () => {
    expect(quoted({ title: 'Is "ticket and room paid" true', company: 'The "golden lake company"' })).toEqual([
      'ticket and room paid',
    ]);
    const quotations = [{ from: 5, to: 20 }];
    expect([isQuoted(quotations, 5, 20), isQuoted(quotations, 6, 19)]).toEqual([true, true]);
    expect([isQuoted(quotations, 4, 10), isQuoted(quotations, 10, 21), isQuoted([], 6, 7)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
