/** A draft is deleted once its report is sealed and stored, and not before. */
import 'fake-indexeddb/auto';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { describe, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import { createDrafts } from '../../../utils/background/drafts.ts';
import { deriveCodeHashes } from '../../../utils/report/report-code.ts';
import { OUTCOMES_TARGET } from '../../../utils/report/outcomes.ts';
import { createReports } from '../../../utils/background/reports.ts';
import { JobPostSchema } from '../../../utils/model/job-post.ts';
import { composeReport } from '../../../utils/report/compose-report.ts';
import { createOutbox } from '../../../utils/report/outbox.ts';
import { OutboxDatabase } from '../../../utils/report/outbox-database.ts';
import { openSealedReport } from '../../../utils/report/seal-report.ts';
import { EMPTY_READER_DATA } from '../../../utils/report/reader-data.ts';
import { lureVerdict } from '../components/verdicts.ts';
import { memoryArea } from './memory-area.ts';

const post = v.parse(JobPostSchema, { id: 'p', text: 'They want my passport' });
const draft = { post, verdict: null, wrong: false, private: false };
const document = composeReport(draft, {
  id: '0'.repeat(32),
  removed: [],
  categories: ['asks-documents'],
  words: '',
  reach: '',
  locale: 'en',
  appVersion: '0.1.0',
  today: '2026-11-20',
});

async function createTestReports(name: string, recipients: string[], published: Uint8Array | null = null) {
  const opened: string[] = [];
  const readTabs: number[] = [];
  const drafts = createDrafts(
    memoryArea(),
    () => 'nonce',
    () => 0,
  );
  const outbox = createOutbox({
    db: new OutboxDatabase(name),
    now: () => Date.parse('2026-11-20T12:00:00Z'),
    random: (length) => new Uint8Array(length).fill(7),
    fetch: () => Promise.reject(new TypeError('no network')),
    relayUrl: 'https://relay.example/',
  });
  const reports = createReports({
    drafts,
    outbox,
    injection: {
      readReaderData: async (tabId) => (readTabs.push(tabId), EMPTY_READER_DATA),
      readOutline: async () => ({ site: 'seek', outline: 'nothing: seek.detail.root' }),
    },
    channelFile: async (target) => (target === OUTCOMES_TARGET ? published : null),
    recipients: async () => recipients,
    brand: async () => ({ id: 'ngo', publisher: 'Example NGO', relay: 'https://relay.example/' }),
    openPage: async (path) => void opened.push(path),
    scheduleWake: async () => undefined,
  });
  const nonce = await drafts.save(draft);
  return { drafts, reports, nonce, outbox, opened, readTabs };
}

describe('createReports', () => {
  it('deletes the draft of a report that waits for the network', async () => {
    const recipient = await identityToRecipient(await generateX25519Identity());
    const { drafts, reports, nonce } = await createTestReports('waits', [recipient]);
    const result = await reports.send({ document, receipt: false, private: false, nonce });
    expect(result).toMatchObject({ item: { state: 'waiting' } });
    expect(await drafts.get(nonce)).toBeNull();
  });

  it('reads nothing of a tab for a report on something that is not in it, and keeps it private', async () => {
    const { drafts, reports, readTabs } = await createTestReports('unseen', []);
    await reports.open({ post: draft.post, verdict: null, wrong: false }, { tabId: 7, frameId: 0, isPrivate: true });
    expect(readTabs).toEqual([]);
    expect((await drafts.all()).at(-1)).toMatchObject({ private: true });
  });

  it('reads the reader’s data for a post of a tab alone: neither of the check page nor for a dispute', async () => {
    const { reports, readTabs } = await createTestReports('reads', []);
    const request = { post: draft.post, verdict: lureVerdict, wrong: false };
    const place = { tabId: 7, frameId: 0, isPrivate: false };
    await reports.open(request, { ...place, tabId: null });
    await reports.open({ ...request, dispute: true }, place);
    expect(readTabs).toEqual([]);
    await reports.open({ ...request, wrong: true }, place);
    expect(readTabs).toEqual([7]);
  });

  it('erases one report and keeps the drafts, or all reports with all drafts', async () => {
    const recipient = await identityToRecipient(await generateX25519Identity());
    const { drafts, reports, outbox } = await createTestReports('erase', [recipient]);
    const keys: string[] = [];
    for (const id of ['1', '2', '3']) {
      const other = { ...document, id: id.repeat(32) };
      const sent = await reports.send({ document: other, receipt: true, private: false, nonce: null });
      if ('item' in sent) keys.push(sent.item.key);
    }
    await reports.erase(keys[0] ?? null);
    expect((await outbox.list()).map(({ key }) => key).toSorted()).toEqual(keys.slice(1).toSorted());
    expect(await drafts.all()).toHaveLength(1);
    await reports.erase(null);
    expect([await outbox.list(), await drafts.all()]).toEqual([[], []]);
  });

  it('opens one form for a double press, and another form for a later press', async () => {
    const { reports, opened } = await createTestReports('double', []);
    const request = { post: draft.post, verdict: null, wrong: false };
    const place = { tabId: 7, frameId: 0, isPrivate: false };
    await Promise.all([reports.open(request, place), reports.open(request, place)]);
    expect(opened).toEqual(['report.html#nonce']);
    await reports.open(request, place);
    expect(opened).toHaveLength(2);
  });

  it('keeps the draft when sealing fails or the relay refuses a report from a private window', async () => {
    const unsealed = await createTestReports('unsealed', []);
    expect(await unsealed.reports.send({ document, receipt: false, private: false, nonce: 'nonce' })).toEqual({
      problem: 'no-recipients',
    });
    expect(await unsealed.drafts.get('nonce')).not.toBeNull();

    const recipient = await identityToRecipient(await generateX25519Identity());
    const refused = await createTestReports('refused', [recipient]);
    const result = await refused.reports.send({ document, receipt: false, private: true, nonce: 'nonce' });
    expect(result).toMatchObject({ item: { state: 'refused' } });
    expect(await refused.drafts.get('nonce')).not.toBeNull();
  });

  it('says that a report could not be stored, and that a stored one waits when only its sending failed', async () => {
    const recipients = [await identityToRecipient(await generateX25519Identity())];
    const request = { document, receipt: false, private: false, nonce: 'nonce' };
    const full = await createTestReports('full-disk', recipients);
    vi.spyOn(full.outbox, 'enqueue').mockRejectedValue(new DOMException('no room', 'QuotaExceededError'));
    expect(await full.reports.send(request)).toEqual({ problem: 'not-stored' });
    expect(await full.drafts.get('nonce')).not.toBeNull();

    const stored = await createTestReports('stored', recipients);
    vi.spyOn(stored.outbox, 'flush').mockRejectedValue(new DOMException('closing', 'InvalidStateError'));
    expect(await stored.reports.send(request)).toMatchObject({ item: { state: 'waiting' } });
    expect(await stored.outbox.list()).toMatchObject([{ state: 'waiting' }]);
    expect(await stored.drafts.get('nonce')).toBeNull();
  });

  it('gives a report of the outbox as the sealed file that it is, and nothing for one that is not there', async () => {
    const identity = await generateX25519Identity();
    const { reports } = await createTestReports('file', [await identityToRecipient(identity)]);
    const sent = await reports.send({ document, receipt: false, private: false, nonce: null });
    if ('problem' in sent) throw new Error(sent.problem);
    const file = Uint8Array.from(Buffer.from((await reports.file(sent.item.key)) ?? '', 'base64'));
    expect(JSON.parse(await openSealedReport(file, [identity]))).toMatchObject({ id: document.id });
    expect(await reports.file('other')).toBeNull();
  });

  it('gives a sealed report as a file and as text for a mail, which the recipient opens, or says why not', async () => {
    const identity = await generateX25519Identity();
    const { reports } = await createTestReports('seal', [await identityToRecipient(identity)]);
    const long = { ...document, words: 'x'.repeat(10_000) };
    const result = await reports.seal(long);
    if ('problem' in result) throw new Error(result.problem);
    const file = Uint8Array.from(Buffer.from(result.file, 'base64'));
    for (const sealed of [file, result.armoured])
      expect(JSON.parse(await openSealedReport(sealed, [identity]))).toMatchObject({ id: document.id });
    expect(await (await createTestReports('seal-none', [])).reports.seal(document)).toEqual({
      problem: 'no-recipients',
    });
  });

  it('reports a changed layout by its structure alone, as its own kind', async () => {
    const { drafts, reports } = await createTestReports('layout', []);
    await reports.openLayout(7, false);
    const [draft] = (await drafts.all()).slice(-1);
    expect(draft).toMatchObject({ layout: true, verdict: null, private: false });
    expect(draft?.post).toMatchObject({ site: 'seek', text: 'nothing: seek.detail.root', url: '', title: '' });
  });

  it('answers a code with the outcome that the publisher published for it, and with none for another code', async () => {
    const code = 'A'.repeat(43);
    const { outcome } = await deriveCodeHashes(code);
    const outcomes = { format: 1, outcomes: { [outcome]: { outcome: 'listed', on: '2026-11-19' } } };
    const published = new TextEncoder().encode(JSON.stringify(outcomes));
    const { reports } = await createTestReports('outcome', [], published);
    expect(await reports.checkCode(code, false)).toEqual({
      withdrawal: null,
      outcome: { outcome: 'listed', on: '2026-11-19' },
    });
    expect(await reports.checkCode('B'.repeat(43), false)).toEqual({ withdrawal: null, outcome: null });
  });

  it('withdraws a waiting report by its code, and only when the reader asked for it', async () => {
    const code = 'C'.repeat(43);
    const { withdrawHash } = await deriveCodeHashes(code);
    const recipient = await identityToRecipient(await generateX25519Identity());
    const { reports, outbox } = await createTestReports('withdraw', [recipient]);
    await reports.send({ document, receipt: false, private: false, nonce: null, withdrawHash });
    await reports.checkCode(code, false);
    expect(await outbox.list()).toHaveLength(1);
    const { withdrawal } = await reports.checkCode(code, true);
    expect(withdrawal).not.toBeNull();
    expect(await outbox.list()).toEqual([]);
  });
});
