import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { composeFeedback, type FeedbackOptions } from '../../../utils/report/compose-feedback.ts';
import { reportJson } from '../../../utils/report/compose-report.ts';
import { parseReport } from '../../../utils/report/report-document.ts';
import { openSealedReport, sealReportJson } from '../../../utils/report/seal-report.ts';
import { PLAIN_SIZES, SEALED_SIZES } from '../../../utils/report/sealed-format.ts';
import { lurePost, lureVerdict } from '../components/verdicts.ts';

const options: FeedbackOptions = {
  post: null,
  verdict: { ...lureVerdict, seenNames: 4 },
  answer: 'wrong',
  id: '0'.repeat(32),
  appVersion: '0.2.0',
  today: '2026-11-28',
};

describe('composeFeedback', () => {
  it('names the answer, the reasons and the language, and nothing of the post or the reader', () => {
    const document = composeFeedback(options);
    expect(parseReport(reportJson(document)).document).toEqual(document);
    expect(document).toMatchObject({
      kind: 'feedback',
      answer: 'wrong',
      post: { kind: 'detail', site: '' },
      verdict: {
        level: lureVerdict.level,
        language: lureVerdict.language,
        reasons: lureVerdict.reasons.map(({ id }) => id),
      },
      locale: '',
      words: '',
      reach: '',
    });
    const json = reportJson(document);
    for (const secret of ['Free air ticket', 'Mae Sot', 'board.example', '@team', 'seenNames']) {
      expect(json).not.toContain(secret);
    }
  });

  it('sends title and text only when a post is given, and never its address, site or contacts', () => {
    const { post } = composeFeedback({ ...options, post: lurePost });
    expect(post).toEqual({ kind: 'detail', site: '', title: lurePost.title, text: lurePost.text });
  });

  it('is sealed to the smallest size, with a long text in any script too', async () => {
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    for (const text of ['', 'job '.repeat(20_000), 'အလုပ်'.repeat(5_000)]) {
      const document = composeFeedback({ ...options, post: { ...lurePost, text } });
      expect(new TextEncoder().encode(reportJson(document)).length).toBeLessThanOrEqual(PLAIN_SIZES[0]);
      const sealed = await sealReportJson(reportJson(document), [recipient]);
      expect(sealed.length).toBe(SEALED_SIZES[0]);
      expect(parseReport(await openSealedReport(sealed, [identity])).document).toEqual(document);
    }
  });
});
