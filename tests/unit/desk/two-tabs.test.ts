/** One desk in two tabs: they share the database, and each has a memory of its own. */
import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { generateX25519Identity } from 'age-encryption';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDesk, type Desk } from '../../../utils/desk/desk.ts';
import type { DecisionInput } from '../../../utils/desk/sign-decisions.ts';
import { DeskDatabase } from '../../../utils/desk/desk-database.ts';
import { createDeskStore } from '../../../utils/desk/desk-store.ts';
import type { RelayClient } from '../../../utils/desk/relay-client.ts';
import { createRowCipher } from '../../../utils/desk/row-cipher.ts';
import { createSigner, generateSigningKey } from '../../../utils/desk/signer.ts';

interface Moderator {
  key: string;
  db: DeskDatabase;
  openTab(relay?: Partial<RelayClient>): Promise<Desk>;
}

const KEY = 'telegram:bkk_dream_team';
let identity: string;
let [ana, ben]: Moderator[] = [];

beforeEach(async () => {
  identity = await generateX25519Identity();
  [ana, ben] = [await newModerator('ana'), await newModerator('ben')];
});
afterEach(async () => {
  for (const { db } of [ana!, ben!]) await db.delete();
});

async function newModerator(name: string): Promise<Moderator> {
  const { key, signing } = await generateSigningKey();
  const dataKey = randomBytes(32).toString('hex');
  const db = new DeskDatabase(`desk-${name}`);
  let last: Promise<unknown> = Promise.resolve();
  return {
    key,
    db,
    async openTab(relay = {}) {
      const desk = createDesk({
        secrets: { version: 1, name, identities: [identity], token: '', key, signing, dataKey },
        store: createDeskStore(db, await createRowCipher(dataKey), async () => undefined),
        worker: worker as never,
        relay: relay as RelayClient,
        sign: await createSigner(signing),
        now: () => Date.parse('2026-11-25T10:00:00Z'),
        random: (length) => new Uint8Array(length),
        oneAtATime: <T>(work: () => Promise<T>) => {
          const next = last.then(work);
          last = next.catch(() => undefined);
          return next;
        },
        pause: async () => undefined,
        onChange: () => undefined,
      });
      await desk.load();
      await desk.groupReports();
      return desk;
    },
  };
}

/** Makes a report of any sealed bytes. */
const REPORT = '7'.repeat(32);
const worker = {
  openReport: async () => {
    const facts = { id: REPORT, kind: 'suspicious-post', categories: [], indicators: [], prints: [], outcome: null };
    return await Promise.resolve({ document: { id: REPORT }, facts, reading: {} });
  },
};

const listing = (value = 'bkk_dream_team'): DecisionInput => ({
  action: 'list',
  reports: [],
  indicators: [{ kind: 'telegram', value }],
  category: 'trafficking',
  evidence: 'case 7',
  note: '',
});
const team = () => ({ members: [ana!, ben!].map(({ key }, at) => ({ name: `M${at}`, key })), recipients: [] });
const fileOf = async (desk: Desk): Promise<Blob> => new Blob([Uint8Array.from(await desk.teamFile())]);

test('they keep one chain of decisions, so that a colleague counts them', async () => {
  const [first, second, other] = [await ana!.openTab(), await ana!.openTab(), await ben!.openTab()];
  await Promise.all([first.decide(listing('gold_hr88')), second.decide(listing())]);
  await first.decide(listing('silver_hr77'));
  await other.decide(listing());
  await other.setTeam(team());
  expect(await other.merge(await fileOf(first))).toMatchObject({ added: 3 });
  expect(other.state().logState.indicators.get(KEY)?.status).toBe('listed');
});

test('what one merges is held in the other, and a confirmation counts in both', async () => {
  const [first, second, other] = [await ana!.openTab(), await ana!.openTab(), await ben!.openTab()];
  await first.setTeam(team());
  await second.decide(listing());
  await other.decide(listing());
  await first.merge(await fileOf(other));
  await second.setTeam({ ...team(), recipients: ['age1x'] });
  const isUnconfirmed = (desk: Desk): boolean | undefined => desk.state().logState.indicators.get(KEY)?.isUnconfirmed;
  expect([first, second].map(isUnconfirmed)).toEqual([true, true]);
  await second.confirmListings([KEY]);
  await first.makeExport();
  expect([first, second].map(isUnconfirmed)).toEqual([false, false]);
});

test('what one changes in the team does not undo what the other added to it or removed', async () => {
  const [first, second] = [await ana!.openTab(), await ana!.openTab()];
  const own = second.state().team;
  await first.setTeam({ ...team(), recipients: ['age1x', 'age1y'] });
  // The second tab still shows the team of before.
  await second.setTeam({ members: [...own.members, { name: 'Cho', key: 'c'.repeat(64) }], recipients: ['age1z'] });
  expect(second.state().team.members.map(({ key }) => key)).toEqual([ana!.key, ben!.key, 'c'.repeat(64)]);
  expect(second.state().team.recipients).toEqual(['age1x', 'age1y', 'age1z']);
  await first.setTeam({ ...first.state().team, recipients: ['age1y'] });
  const [{ team: stored }, names] = [(await ana!.openTab()).state(), ['M0', 'M1', 'Cho']];
  expect([stored.members.map(({ name }) => name), stored.recipients]).toEqual([names, ['age1y', 'age1z']]);
});

test('what a merge makes listed is held, although it ends before the decisions are stored', async () => {
  const [mine, other] = [await ana!.openTab(), await ben!.openTab()];
  for (const desk of [mine, other]) await desk.setTeam(team());
  await mine.decide(listing());
  await other.decide(listing());
  const { log } = ana!.db;
  log.bulkPut = () => Promise.reject(new Error('the browser ended')) as never;
  await expect(mine.merge(await fileOf(other))).rejects.toThrow('the browser ended');
  expect((await ana!.openTab()).state().team.unconfirmed).toEqual([KEY]);
});

test.each(['viewed', 'decided'])(
  'what one has %s is not set aside by the other when its sender withdraws it',
  async (how) => {
    let isThere = true;
    const relay: Partial<RelayClient> = {
      list: async () => await Promise.resolve(isThere ? [{ id: 'r'.repeat(32), arrivedOn: '2026-11-24' }] : []),
      fetch: async () => await Promise.resolve(new Blob(['x']).stream()),
      isWithdrawn: async () => await Promise.resolve(true),
      lastTime: () => null,
    };
    const pull = (desk: Desk): ReturnType<Desk['pull']> => desk.pull(() => undefined);
    const [first, second] = [await ana!.openTab(relay), await ana!.openTab(relay)];
    await pull(first);
    await pull(second);
    if (how === 'viewed') await first.body(REPORT);
    else await first.decide({ ...listing(), action: 'watch', reports: [REPORT] });
    isThere = false;
    expect((await pull(second)).gone).toEqual([]);
    expect(second.state().reports.get(REPORT)).toMatchObject({ goneOn: '', viewed: how === 'viewed' });
  },
);

test('a report that both fetch at the same time stays as viewed as it is', async () => {
  const tab = createDeskStore(ana!.db, await createRowCipher(randomBytes(32).toString('hex')), async () => undefined);
  const arrival = { ...(await worker.openReport()), relay: 'r', arrivedOn: '2026-11-24' } as never;
  await tab.addReports([arrival]);
  await tab.updateReport(REPORT, { viewed: true });
  await tab.addReports([arrival]);
  expect((await tab.reports()).get(REPORT)?.viewed).toBe(true);
});
