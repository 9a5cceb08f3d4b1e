/** A desk on a device whose clock was not set, as after the battery of an old computer is empty, and what such desks leave. */
import { webcrypto } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { parseDecision } from '../../../utils/desk/decision.ts';
import { WrongClockError } from '../../../utils/desk/decision-clock.ts';
import { createDesk, type Desk } from '../../../utils/desk/desk.ts';
import type { DecisionInput } from '../../../utils/desk/sign-decisions.ts';
import type { DeskStore } from '../../../utils/desk/desk-store.ts';
import type { LogEntry } from '../../../utils/desk/decision-log.ts';
import type { DeskReport } from '../../../utils/desk/queue.ts';
import { createSigner, generateSigningKey } from '../../../utils/desk/signer.ts';
import { newTeam } from './moderator.ts';

const NOT_SET = Date.parse('1970-01-01T00:10:00Z');
const NOW = Date.parse('2026-11-25T10:00:00Z');
const DISPUTE = 'd'.repeat(32);
const facts = {
  id: DISPUTE,
  kind: 'dispute',
  categories: [],
  indicators: [{ kind: 'telegram', value: 'bad_recruiter' }],
  prints: [],
  level: 'none',
  score: 0,
  outcome: null,
} as unknown as DeskReport['facts'];

let clock: number;
let rows: Map<string, DeskReport>;
let log: LogEntry[];

beforeEach(() => {
  [clock, rows, log] = [NOT_SET, new Map(), []];
});

async function openDesk(): Promise<Desk> {
  const { key, signing } = await generateSigningKey();
  const store: Partial<DeskStore> = {
    reports: async () => await Promise.resolve(new Map(rows)),
    log: async () => await Promise.resolve(log),
    refused: async () => await Promise.resolve([]),
    team: async () =>
      await Promise.resolve({
        members: [...new Set([key, ...log.map(({ decision }) => decision.by)])].map((each) => ({
          name: 'x',
          key: each,
        })),
        recipients: [],
      }),
    addReports: async ([arrival]) =>
      await Promise.resolve(
        void rows.set(DISPUTE, { facts, arrivedOn: arrival!.arrivedOn, viewed: false, relay: '', goneOn: '' }),
      ),
    addLog: async (entries) => await Promise.resolve(void log.push(...entries)),
  };
  const desk = createDesk({
    secrets: { version: 1, name: 'Ana', identities: [], token: '', key, signing, dataKey: '' },
    store: store as DeskStore,
    worker: {
      openReport: async () => await Promise.resolve({ document: { id: DISPUTE }, facts, reading: {} }),
    } as never,
    relay: {} as never,
    sign: await createSigner(signing),
    now: () => clock,
    random: (length) => webcrypto.getRandomValues(new Uint8Array(length)),
    oneAtATime: (work) => work(),
    pause: async () => undefined,
    onChange: () => undefined,
  });
  await desk.load();
  await desk.groupReports();
  return desk;
}

const REJECTION: DecisionInput = {
  action: 'reject',
  reports: [DISPUTE],
  indicators: [],
  category: null,
  evidence: '',
  note: '',
};

test('nothing is opened, decided or handed over while the clock is not set, and all of it afterwards', async () => {
  const desk = await openDesk();
  for (const now of [NOT_SET, Date.parse('2026-10-31T23:59:59Z'), Date.parse('2300-01-01T00:00:00Z')]) {
    clock = now;
    await expect(desk.openFile(new Blob(['x']))).rejects.toThrow(WrongClockError);
    await expect(desk.decide(REJECTION)).rejects.toThrow(WrongClockError);
    await expect(desk.makeExport()).rejects.toThrow(WrongClockError);
  }
  clock = NOW;
  await desk.openFile(new Blob(['x']));
  await desk.decide(REJECTION);
  expect(await desk.makeExport()).toMatchObject({ madeOn: '2026-11-25', statistics: { daysToDecide: { median: 0 } } });
});

test('what a former version stored under such a clock locks nobody out, and can be exported', async () => {
  const [ana, ben] = await newTeam(2);
  rows.set(DISPUTE, { facts, arrivedOn: '1970-01-01', viewed: false, relay: '', goneOn: '' });
  clock = NOW;
  expect((await openDesk()).state().queue).toMatchObject([
    { id: 'dispute telegram:bad_recruiter', deadline: '2026-12-09' },
  ]);
  for (const who of [ana, ben]) {
    const indicators = [{ kind: 'telegram', value: 'bad_recruiter', seen: 'both' }] as const;
    log.push(
      await who!.decide({ at: '1970-01-01T00:10:00.000Z', arrivedOn: '1970-01-01', indicators: [...indicators] }),
    );
  }
  const desk = await openDesk();
  expect(await desk.makeExport()).toMatchObject({
    listings: [{ value: 'bad_recruiter', listed_on: '2020-01-04', not_before: '2020-01-04' }],
    statistics: { daysToDecide: null },
  });
});

test('a time that does not exist makes a decision unreadable: no day can be counted from it', async () => {
  const [ana] = await newTeam(1);
  const { text } = await ana!.decide({});
  for (const at of ['2026-99-99T10:00:00.000Z', '2026-02-31T10:00:00.000Z', '9999-12-31T24:00:00.000Z'])
    expect(() => parseDecision(text.replace('2026-11-20T10:00:00.000Z', at)), at).toThrow();
  expect(parseDecision(text.replace('2026-11-18', '2026-02-31')).arrivedOn).toBeNull();
});
