/** Two moderators at their desks: real relay, real keys, a database each. */
import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startRelay, type Relay } from '../../../hub/relay/start-relay.ts';
import { openStore } from '../../../hub/relay/open-store.ts';
import { hashToken, generateToken } from '../../../hub/relay/tokens.ts';
import { readCompiled } from '../../../tools/knowledge/read-compiled.ts';
import { loadKnowledge, type Knowledge } from '../../../utils/detect/analyse.ts';
import { createRowCipher } from '../../../utils/desk/row-cipher.ts';
import { DeskDatabase } from '../../../utils/desk/desk-database.ts';
import { createDeskStore } from '../../../utils/desk/desk-store.ts';
import { createDesk, type Desk } from '../../../utils/desk/desk.ts';
import type { DecisionInput } from '../../../utils/desk/sign-decisions.ts';
import { openReport } from '../../../utils/desk/open-report.ts';
import type { DeskWorkerClient } from '../../../utils/desk/desk-worker-client.ts';
import { createRelayClient } from '../../../utils/desk/relay-client.ts';
import { readReport } from '../../../utils/desk/report-facts.ts';
import { createSigner, generateSigningKey } from '../../../utils/desk/signer.ts';
import type { ReportDocument } from '../../../utils/report/report-document.ts';
import { sealReportJson } from '../../../utils/report/seal-report.ts';
import { deriveCodeHashes } from '../../../utils/report/report-code.ts';

const TEXT =
  'Urgent hiring, 20 people. No experience needed. Free air ticket, visa, room and meals on the company. Enter on a tourist visa, our driver takes you on to Mae Sot. Telegram only: @bkk_dream_team';

let knowledge: Knowledge;
let folder: string;
let relay: Relay;
let token: string;
let identity: string;
let clock: number;
const databases: DeskDatabase[] = [];

beforeAll(() => {
  knowledge = loadKnowledge(readCompiled());
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-'));
  [token, identity, clock] = [generateToken(), await generateX25519Identity(), Date.parse('2026-11-25T10:00:00Z')];
  const store = await openStore({ dataDir: folder });
  await store.addToken('desk', hashToken(token), '2026-11-25');
  await store.close();
  relay = await startRelay({ dataDir: folder, now: () => clock });
});
afterEach(async () => {
  await relay.stop();
  for (const db of databases.splice(0)) await db.delete();
  rmSync(folder, { recursive: true });
});

const worker: DeskWorkerClient = {
  async openReport(sealed, identities, today) {
    const { document } = await openReport(sealed, identities);
    return { document, ...readReport(document, knowledge, today) };
  },
  showPicture: async () => null,
  openVault: async () => null,
  sealVault: async () => new Uint8Array(),
};

interface ModeratorDesk {
  desk: Desk;
  key: string;
  /** The desk as it is after the page was closed and opened again. */
  again(): Promise<Desk>;
}

async function openModeratorDesk(
  name: string,
  now = () => clock,
  random: (length: number) => Uint8Array = randomBytes,
): Promise<ModeratorDesk> {
  const { key, signing } = await generateSigningKey();
  const db = new DeskDatabase(`desk-${name}-${randomBytes(4).toString('hex')}`);
  databases.push(db);
  const dataKey = randomBytes(32).toString('hex');
  const open = async (): Promise<Desk> => {
    const desk = createDesk({
      secrets: { version: 1, name, identities: [identity], token, key, signing, dataKey },
      store: createDeskStore(db, await createRowCipher(dataKey), async () => undefined),
      worker,
      relay: createRelayClient(`http://127.0.0.1:${relay.port}`, token, fetch),
      sign: await createSigner(signing),
      now,
      random: (length) => Uint8Array.from(random(length)),
      oneAtATime: (work) => work(),
      pause: async () => undefined,
      onChange: () => undefined,
    });
    await desk.load();
    await desk.groupReports();
    return desk;
  };
  return { desk: await open(), key, again: open };
}

function report(change: Partial<ReportDocument> = {}): ReportDocument {
  return {
    version: 1,
    id: randomBytes(16).toString('hex'),
    kind: 'suspicious-post',
    createdOn: '2026-11-24',
    post: { kind: 'detail', site: 'generic', title: 'Chat support', text: TEXT, url: 'https://board.example/jobs/1' },
    verdict: null,
    categories: [],
    words: '',
    reach: '',
    locale: 'en',
    appVersion: '0.1.0',
    ...change,
  };
}

async function send(document: ReportDocument, headers: Record<string, string> = {}): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${relay.port}/v1/reports`, {
    method: 'POST',
    headers: { 'Idempotency-Key': randomBytes(16).toString('hex'), ...headers },
    body: Uint8Array.from(await sealReportJson(JSON.stringify(document), [await identityToRecipient(identity)])),
  });
  expect(answer.status).toBe(201);
}

const pull = (desk: Desk): ReturnType<Desk['pull']> => desk.pull(() => undefined);
const listing = (desk: Desk, change: Partial<DecisionInput> = {}): DecisionInput => ({
  action: 'list',
  reports: desk.state().queue[0]?.reports ?? [],
  indicators: [{ kind: 'telegram', value: 'bkk_dream_team' }],
  category: 'trafficking',
  evidence: 'case 7',
  note: '',
  ...change,
});

describe('feedback', () => {
  test('is counted and never queued, may leave the relay without a decision, and is not taken for withdrawn', async () => {
    const [ana, ben] = [await openModeratorDesk('ana'), await openModeratorDesk('ben')];
    const change: Partial<ReportDocument> = {
      kind: 'feedback',
      answer: 'wrong',
      verdict: { level: 'danger', kind: 'lure', language: 'th', reasons: ['travel-paid'], listedBy: null },
    };
    await send(report({ ...change, post: { kind: 'detail', site: '' } }));
    await send(report({ ...change, post: { kind: 'detail', site: '', text: TEXT } }));
    await pull(ana.desk);
    await pull(ben.desk);
    expect(ana.desk.state().queue).toEqual([]);
    expect(ana.desk.feedbackCsv()).toBe('reason,language,right,wrong,unsure\ntravel-paid,th,0,2,0\n');
    expect(await ana.desk.deleteDecidedFromRelay()).toBe(2);
    expect((await pull(ben.desk)).gone).toEqual([]);
    expect((await ben.again()).feedbackCsv()).toContain('travel-paid,th,0,2,0');
  });
});

describe('a desk', () => {
  test('fetches once, keeps it sealed, and has it again when it is opened anew', async () => {
    await send(report());
    await send(report({ kind: 'suspicious-message', post: { kind: 'message', site: 'check', text: TEXT } }));
    const { desk, again } = await openModeratorDesk('ana');
    expect((await pull(desk)).added).toHaveLength(2);
    expect((await pull(desk)).added).toHaveLength(0);
    const [only] = desk.state().queue;
    expect(only).toMatchObject({ status: 'new', level: 'danger', sources: { private: 1, public: 1 } });
    expect(only?.indicators).toContainEqual({ kind: 'telegram', value: 'bkk_dream_team' });
    const later = await again();
    expect(later.state().queue).toEqual(desk.state().queue);
    expect((await later.body(only!.reports[0]!))?.document.post.text).toBe(TEXT);
  });

  test('two people list, each at a desk of their own; the files merge to the same standing both ways', async () => {
    await send(report());
    const [ana, ben] = [await openModeratorDesk('ana'), await openModeratorDesk('ben')];
    await pull(ana.desk);
    await pull(ben.desk);
    await ana.desk.decide(listing(ana.desk));
    expect(ana.desk.state().queue[0]?.status).toBe('other');
    expect((await ana.desk.makeExport()).listings).toEqual([]);

    const merged = await ben.desk.merge(new Blob([Uint8Array.from(await ana.desk.teamFile())]));
    expect(merged).toMatchObject({ from: 'ana', key: ana.key, added: 1, left: 0 });
    // A key that Ben has not compared yet counts for nothing.
    expect(ben.desk.state()).toMatchObject({ unknownKeys: [ana.key] });
    expect(ben.desk.state().queue[0]?.status).toBe('new');
    const { team } = ben.desk.state();
    await ben.desk.setTeam({ ...team, members: [...team.members, { name: 'Ana', key: ana.key }] });
    expect(ben.desk.state().queue[0]?.status).toBe('second');
    await ben.desk.decide(listing(ben.desk));
    expect((await ben.desk.makeExport()).listings).toMatchObject([{ value: 'bkk_dream_team', source: 'public' }]);

    await ana.desk.merge(new Blob([Uint8Array.from(await ben.desk.teamFile())]));
    await ana.desk.setTeam({
      members: [...ana.desk.state().team.members, { name: 'Ben', key: ben.key }],
      recipients: [],
    });
    // Ben's file made it listed: Ana is asked, also after the desk was closed.
    expect((await ana.desk.makeExport()).listings).toEqual([]);
    expect(ana.desk.state().queue[0]?.status).toBe('held');
    expect((await ana.again()).state().team.unconfirmed).toEqual(['telegram:bkk_dream_team']);
    await ana.desk.confirmListings(['telegram:bkk_dream_team']);
    expect(await ana.desk.makeExport()).toEqual(await ben.desk.makeExport());
    expect((await ana.again()).state()).toMatchObject({ decisions: 2, team: { unconfirmed: [] } });
  });

  test('a decision is later than what it answers, though the colleague’s clock runs ahead', async () => {
    await send(report());
    const [ana, ben] = [await openModeratorDesk('ana', () => clock + 20 * 3_600_000), await openModeratorDesk('ben')];
    await pull(ana.desk);
    await pull(ben.desk);
    await ben.desk.setTeam({
      members: [...ben.desk.state().team.members, { name: 'Ana', key: ana.key }],
      recipients: [],
    });
    await ana.desk.decide(listing(ana.desk));
    await ben.desk.merge(new Blob([Uint8Array.from(await ana.desk.teamFile())]));
    await ben.desk.decide(listing(ben.desk));
    await ben.desk.decide(listing(ben.desk, { action: 'withdraw', note: 'wrong' }));
    expect(ben.desk.state().logState.indicators.get('telegram:bkk_dream_team')?.status).toBe('withdrawn');
  });

  test('decisions dated days ahead are refused, and the honest desk goes on deciding', async () => {
    await send(report());
    const [ana, ben] = [await openModeratorDesk('ana', () => clock + 3 * 86_400_000), await openModeratorDesk('ben')];
    await pull(ben.desk);
    await ana.desk.decide(listing(ana.desk, { action: 'withdraw', note: 'never again' }));
    const merged = await ben.desk.merge(new Blob([Uint8Array.from(await ana.desk.teamFile())]));
    expect(merged).toMatchObject({ added: 0, left: 0, ahead: 1 });
    await ben.desk.decide(listing(ben.desk));
    expect(ben.desk.state().logState.indicators.get('telegram:bkk_dream_team')?.status).toBe('proposed');
  });

  test('a private message alone is held back, and the desk says why', async () => {
    await send(report({ kind: 'suspicious-message', post: { kind: 'message', site: 'check', text: TEXT } }));
    const [ana, ben] = [await openModeratorDesk('ana'), await openModeratorDesk('ben')];
    await pull(ana.desk);
    await ana.desk.setTeam({
      members: [...ana.desk.state().team.members, { name: 'Ben', key: ben.key }],
      recipients: [],
    });
    await pull(ben.desk);
    await ben.desk.decide(listing(ben.desk));
    await ana.desk.merge(new Blob([Uint8Array.from(await ben.desk.teamFile())]));
    await ana.desk.decide(listing(ana.desk));
    expect(ana.desk.state().queue[0]?.status).toBe('held');
    expect((await ana.desk.makeExport()).listings).toEqual([]);
    await ana.desk.decide(listing(ana.desk, { action: 'confirm-public', note: 'in the group X' }));
    expect(ana.desk.state().queue[0]?.status).toBe('waiting');
    expect((await ana.desk.makeExport()).listings).toEqual([]);
    clock += 8 * 86_400_000;
    const [listed] = (await ana.desk.makeExport()).listings;
    expect(listed?.source).toBe('confirmed');
    expect(listed?.not_before?.localeCompare('2026-11-25')).toBe(1);
  });

  test('notes in a decision the day on which the oldest of its reports arrived', async () => {
    await send(report());
    const { desk } = await openModeratorDesk('ana');
    await pull(desk);
    clock += 2 * 86_400_000;
    await send(report());
    await pull(desk);
    await desk.decide(listing(desk, { reports: [...desk.state().reports.keys()] }));
    const days = Array.from(desk.state().logState.reports.values(), ({ decision }) => decision.arrivedOn);
    expect(days).toEqual(['2026-11-25', '2026-11-25']);
    await desk.decide(listing(desk, { reports: [] }));
    expect(
      desk.state().logState.indicators.get('telegram:bkk_dream_team')?.history.at(-1)?.decision.arrivedOn,
    ).toBeNull();
  });

  test('draws the days of waiting from one to seven, each as likely', async () => {
    // 252 is seven times 36: a byte from there on would make the first days likelier, so another is drawn.
    const bytes = [0, 1, 6, 7, 251, 252, 255, 3];
    const { desk } = await openModeratorDesk('ana', undefined, () => Uint8Array.of(bytes.shift() ?? 0));
    const delays: (number | undefined)[] = [];
    for (let count = 0; count < 6; count += 1) {
      const reports = [String(count).padStart(32, '0')];
      await desk.decide(listing(desk, { reports }));
      delays.push(desk.state().logState.reports.get(reports[0]!)?.decision.delay);
    }
    expect(delays).toEqual([1, 2, 7, 1, 7, 4]);
  });

  test('an unread report that its sender took back is set aside; one that was read or decided on stays', async () => {
    const secrets = ['a'.repeat(43), 'b'.repeat(43), 'c'.repeat(43)];
    for (const secret of secrets) {
      await send(report({ post: { kind: 'message', site: 'x', text: secret } }), {
        'Withdraw-Hash': (await deriveCodeHashes(secret)).withdrawHash,
      });
    }
    const { desk } = await openModeratorDesk('ana');
    const { added } = await pull(desk);
    const read = added.find(({ document }) => document.post.text === secrets[0])!;
    await desk.body(read.document.id);
    // Decided from the list, without a look at it.
    const decided = added.find(({ document }) => document.post.text === secrets[2])!.document.id;
    await desk.decide(listing(desk, { action: 'reject', indicators: [], reports: [decided] }));
    for (const secret of secrets) {
      const { withdrawSecret } = await deriveCodeHashes(secret);
      const answer = await fetch(`http://127.0.0.1:${relay.port}/v1/reports`, {
        method: 'DELETE',
        headers: { Withdraw: withdrawSecret },
      });
      expect(answer.status).toBe(204);
    }
    expect((await pull(desk)).gone).toHaveLength(1);
    const staying = new Set([read.document.id, decided]);
    expect(new Set(desk.state().queue.flatMap(({ reports }) => reports))).toEqual(staying);
    await desk.deleteWithdrawn();
    expect(new Set(desk.state().reports.keys())).toEqual(staying);
  });

  test('a report that a colleague took off the relay stays in the queue of whoever did not see the decision', async () => {
    await send(report());
    const [ana, ben] = [await openModeratorDesk('ana'), await openModeratorDesk('ben')];
    await pull(ana.desk);
    await pull(ben.desk);
    const { reports } = ben.desk.state().queue[0]!;
    await ana.desk.decide(listing(ana.desk, { action: 'need-more', indicators: [] }));
    expect(await ana.desk.deleteDecidedFromRelay()).toBe(0);
    await ana.desk.decide(listing(ana.desk, { action: 'reject', indicators: [] }));
    expect(await ana.desk.deleteDecidedFromRelay()).toBe(1);
    expect((await pull(ben.desk)).gone).toEqual([]);
    expect(ben.desk.state().queue[0]?.reports).toEqual(reports);
    expect((await ben.again()).state().reports.get(reports[0]!)).toMatchObject({ goneOn: '', relay: '' });
  });

  test('what is no report is refused once, and the rest arrives', async () => {
    await send(report());
    await send({ ...report(), version: 2 } as unknown as ReportDocument);
    const { desk } = await openModeratorDesk('ana');
    expect((await pull(desk)).refused).toMatchObject([{ key: 'not-a-report' }]);
    expect((await pull(desk)).refused).toEqual([]);
    expect(desk.state()).toMatchObject({ refused: [{ key: 'not-a-report' }] });
    expect(desk.state().queue).toHaveLength(1);
  });

  test('a dispute has its own queue and deadline, and counts only once it is taken up', async () => {
    await send(report());
    await send(
      report({ kind: 'dispute', words: 'We are honest.', categories: ['own-offer'], outcome: 'f'.repeat(64) }),
    );
    const { desk } = await openModeratorDesk('ana');
    await pull(desk);
    const dispute = desk.state().queue.find((one) => one.isDispute);
    expect(dispute).toMatchObject({ status: 'new', deadline: '2026-12-09', reports: [expect.any(String)] });
    await desk.decide(listing(desk, { action: 'take-up', reports: dispute!.reports, category: null, evidence: '' }));
    expect((await desk.makeExport()).outcomes.outcomes['f'.repeat(64)]).toEqual({
      outcome: 'under-review',
      on: '2026-11-25',
    });
    // Its report is needed until the dispute is decided.
    expect(await desk.deleteDecidedFromRelay()).toBe(0);
  });

  test('a flood’s case of more reports than one decision may answer is decided whole', async () => {
    await send(report());
    const { desk, again } = await openModeratorDesk('ana');
    await pull(desk);
    const ids = Array.from({ length: 12_001 }, (_, at) => at.toString(16).padStart(32, '0'));
    await desk.decide(listing(desk, { reports: ids }));
    const { logState, decisions } = (await again()).state();
    expect(decisions).toBe(3);
    expect(logState.reports.size).toBe(ids.length);
    expect(logState.indicators.get('telegram:bkk_dream_team')?.approvals).toHaveLength(1);
  });

  test('works without the relay, and says what is missing', async () => {
    const { desk } = await openModeratorDesk('ana');
    await relay.stop();
    await expect(pull(desk)).rejects.toMatchObject({ key: 'offline' });
    const sealed = await sealReportJson(JSON.stringify(report()), [await identityToRecipient(identity)]);
    const id = await desk.openFile(new Blob([Uint8Array.from(sealed)]));
    expect(desk.state().queue[0]?.reports).toEqual([id]);
    expect(desk.state().reports.get(id)).toMatchObject({ viewed: false, relay: '', goneOn: '' });
    await expect(desk.openFile(new Blob([Uint8Array.from(sealed)]))).rejects.toMatchObject({ key: 'twice' });
    relay = await startRelay({ dataDir: folder, now: () => clock });
  });

  test('decided reports leave the relay when it is asked, and those that wait for a second person do not', async () => {
    await send(report());
    await send(report({ post: { kind: 'message', site: 'x', text: 'Hello, who are you?' } }));
    const { desk } = await openModeratorDesk('ana');
    await pull(desk);
    const [first, second] = desk.state().queue;
    await desk.decide(listing(desk, { reports: first!.reports }));
    await desk.decide(listing(desk, { action: 'reject', indicators: [], reports: second!.reports }));
    expect(await desk.deleteDecidedFromRelay()).toBe(1);
    expect((await pull(desk)).gone).toEqual([]);
  });
});
