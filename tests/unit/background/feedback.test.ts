/** The reader's answers to "Was this right?" in the background. */
import { describe, expect, it, vi } from 'vitest';
import { createFeedback, type FeedbackDeps } from '../../../utils/background/feedback.ts';
import type { Reports } from '../../../utils/background/reports.ts';
import { EMPTY_READER_DATA } from '../../../utils/report/reader-data.ts';
import { lurePost, lureVerdict } from '../components/verdicts.ts';

const PLACE = { tabId: 7, frameId: 2, isPrivate: false };
const post = { ...lurePost, text: 'Nadia Rahman, we hire you. No interview.' };
const request = { post, verdict: lureVerdict, answer: 'wrong', withText: false, own: null } as const;

function setUp(changes: Partial<FeedbackDeps> = {}) {
  const send = vi.fn<Reports['send']>(async () => ({
    item: {
      key: 'k',
      state: 'waiting',
      reason: 'offline',
      savedOn: '2026-11-28',
      deliveredOn: null,
      receipt: false,
      nextAt: 0,
    },
  }));
  const readReaderData = vi.fn(async () => ({ ...EMPTY_READER_DATA, names: ['Nadia Rahman'] }));
  const feedback = createFeedback({
    reports: { send },
    injection: { readReaderData },
    isEnabled: async () => true,
    hasConsent: async () => true,
    appVersion: '0.2.0',
    random: (length) => new Uint8Array(length).fill(1),
    today: () => '2026-11-28',
    ...changes,
  });
  return { feedback, send, readReaderData };
}

describe('createFeedback', () => {
  it('sends nothing while the setting is off', async () => {
    const { feedback, send } = setUp({ isEnabled: async () => false });
    expect(await feedback.send(request, PLACE)).toEqual({ state: 'failed' });
    expect(send).not.toHaveBeenCalled();
  });

  it('neither asks nor sends once the reader took the consent back in the browser', async () => {
    let isAllowed = true;
    const { feedback, send } = setUp({ hasConsent: async () => isAllowed });
    expect(await feedback.isEnabled()).toBe(true);
    isAllowed = false;
    expect(await feedback.isEnabled()).toBe(false);
    expect(await feedback.send(request, PLACE)).toEqual({ state: 'failed' });
    expect(send).not.toHaveBeenCalled();
  });

  it('sends an answer without text, and reads nothing of the page for it', async () => {
    const { feedback, send, readReaderData } = setUp();
    expect(await feedback.send(request, PLACE)).toEqual({ state: 'sent' });
    expect(readReaderData).not.toHaveBeenCalled();
    const [sent] = send.mock.calls[0] ?? [];
    expect(sent).toMatchObject({ receipt: false, private: false, nonce: null });
    expect(sent?.document).toMatchObject({ kind: 'feedback', answer: 'wrong', post: { site: '' } });
    expect(sent?.document.post).not.toHaveProperty('text');
  });

  it('removes the reader’s name from a text that the reader ticked', async () => {
    const { feedback, send, readReaderData } = setUp();
    await feedback.send({ ...request, withText: true }, PLACE);
    expect(readReaderData).toHaveBeenCalledWith(7, 2);
    const text = send.mock.calls[0]?.[0].document.post.text ?? '';
    expect(text).toContain('No interview');
    expect(text).not.toContain('Nadia');
  });

  it('shows the text that an answer would send, and sends nothing for it', async () => {
    const { feedback, send } = setUp();
    const shown = await feedback.preview({ post, verdict: lureVerdict, own: null }, PLACE);
    expect(send).not.toHaveBeenCalled();
    await feedback.send({ ...request, withText: true }, PLACE);
    const sent = send.mock.calls[0]?.[0].document.post;
    expect(shown).toEqual({ text: `${sent?.title}\n\n${sent?.text}` });
    expect(await setUp({ isEnabled: async () => false }).feedback.preview(request, PLACE)).toBeNull();
  });

  it('removes the name that the reader chose from a pasted chat, and nothing else', async () => {
    const { feedback, send, readReaderData } = setUp();
    const chat = { ...post, text: 'Nadia Rahman: is it real?\nHR Lucky: yes, +855 12 345 678' };
    const pasted = { ...request, post: chat, withText: true, own: 'Nadia Rahman' };
    await feedback.send(pasted, { ...PLACE, tabId: null });
    expect(readReaderData).not.toHaveBeenCalled();
    const text = send.mock.calls[0]?.[0].document.post.text ?? '';
    expect(text).not.toContain('Nadia');
    expect(text).toContain('HR Lucky: yes, +855 12 345 678');
    await feedback.send({ ...pasted, own: null }, { ...PLACE, tabId: null });
    expect(send.mock.calls[1]?.[0].document.post.text).toContain('Nadia Rahman: is it real?');
  });

  it('stores nothing from a private window, and says when the relay did not take it', async () => {
    const refused = {
      state: 'refused',
      reason: 'offline',
      key: 'k',
      savedOn: '',
      deliveredOn: null,
      receipt: false,
      nextAt: 0,
    } as const;
    const send = vi.fn<Reports['send']>(async () => ({ item: refused }));
    const { feedback } = setUp({ reports: { send } });
    expect(await feedback.send(request, { ...PLACE, isPrivate: true })).toEqual({ state: 'failed' });
    expect(send.mock.calls[0]?.[0]).toMatchObject({ private: true });
  });

  it('says when it could not be sealed', async () => {
    const { feedback } = setUp({ reports: { send: async () => ({ problem: 'no-recipients' }) } });
    expect(await feedback.send(request, PLACE)).toEqual({ state: 'failed' });
  });
});
