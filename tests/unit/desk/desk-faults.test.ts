/** A desk beside a store, a worker and a relay that a test can break. */
import { beforeEach, describe, expect, test } from 'vitest';
import { WrongClockError } from '../../../utils/desk/decision-clock.ts';
import { createDesk, type Desk, type DeskDeps } from '../../../utils/desk/desk.ts';
import type { DecisionInput } from '../../../utils/desk/sign-decisions.ts';
import type { DeskStore } from '../../../utils/desk/desk-store.ts';
import type { LogEntry } from '../../../utils/desk/decision-log.ts';
import type { DeskReport } from '../../../utils/desk/queue.ts';
import type { ReportFacts } from '../../../utils/desk/report-facts.ts';
import type { RelayClient } from '../../../utils/desk/relay-client.ts';
import { newTeam } from './moderator.ts';
import { createSigner, generateSigningKey } from '../../../utils/desk/signer.ts';
import type { Team } from '../../../utils/desk/team-file.ts';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const NAME = { kind: 'telegram', value: 'bad_recruiter' } as const;
const id = (digit: string): string => digit.repeat(32);

let rows: Map<string, DeskReport>;
let log: LogEntry[];
let team: Team | null;
let writes: string[];
let store: DeskStore;
let deleted: string[];
let relay: RelayClient;
let clock: number;
let pause: () => Promise<void>;

function add(digit: string, facts: Partial<ReportFacts> = {}, report: Partial<DeskReport> = {}): void {
  rows.set(id(digit), {
    facts: {
      id: id(digit),
      kind: 'suspicious-post',
      createdOn: '2026-11-24',
      site: 'generic',
      source: 'public',
      title: '',
      categories: [],
      level: 'danger',
      verdictKind: 'lure',
      score: 1,
      language: 'en',
      indicators: [NAME],
      prints: [],
      outcome: null,
      ...facts,
    },
    arrivedOn: '2026-11-24',
    viewed: false,
    relay: `relay-${digit}`,
    goneOn: '',
    ...report,
  });
}

beforeEach(() => {
  [rows, log, team, writes, deleted, clock] = [new Map(), [], null, [], [], NOW];
  pause = async () => undefined;
  store = {
    reports: async () => structuredClone(rows),
    body: async (body) => await Promise.resolve({ document: body, reading: null } as never),
    log: async () => await Promise.resolve(log),
    refused: async () => await Promise.resolve([]),
    team: async () => await Promise.resolve(team),
    addReports: async () => await Promise.resolve(),
    addRefused: async () => await Promise.resolve(),
    addLog: async (entries) => await Promise.resolve(void log.push(...entries)),
    setTeam: async (changed) => await Promise.resolve(void (team = changed)),
    updateReport: async (which, change) =>
      await Promise.resolve(void writes.push(`${which[0]} ${JSON.stringify(change)}`)),
    deleteReports: async (ids) =>
      await Promise.resolve(void writes.push(`delete ${ids.map(([first]) => first).join()}`)),
  };
  relay = {
    list: async () => await Promise.resolve([]),
    lastTime: () => null,
    fetch: async () => await Promise.resolve(null),
    isWithdrawn: async () => await Promise.resolve(false),
    delete: async (which) => await Promise.resolve(void deleted.push(which)),
  };
});

async function openDesk(): Promise<{ desk: Desk; key: string }> {
  const { key, signing } = await generateSigningKey();
  const deps: DeskDeps = {
    secrets: { version: 1, name: 'Ana', identities: [], token: '', key, signing, dataKey: '' },
    store,
    worker: {} as never,
    relay,
    sign: await createSigner(signing),
    now: () => clock,
    random: (length) => new Uint8Array(length),
    oneAtATime: (work) => work(),
    pause: () => pause(),
    onChange: () => undefined,
  };
  const desk = createDesk(deps);
  await desk.load();
  await desk.groupReports();
  return { desk, key };
}

const choice = (change: Partial<DecisionInput> = {}): DecisionInput => ({
  action: 'list',
  reports: [],
  indicators: [NAME],
  category: 'trafficking',
  evidence: ' case 7 ',
  note: ' note ',
  ...change,
});

describe('a decision', () => {
  test('that cannot be stored is not made, and the next one takes its place', async () => {
    const { desk } = await openDesk();
    const { addLog } = store;
    store.addLog = async () => await Promise.reject(new Error('disk full'));
    await expect(desk.decide(choice())).rejects.toThrow('disk full');
    expect(desk.state()).toMatchObject({ decisions: 0 });
    expect(desk.state().logState.indicators.size).toBe(0);
    store.addLog = addLog;
    await desk.decide(choice());
    expect(log.map(({ decision }) => [decision.sequence, decision.previous])).toEqual([[1, null]]);
  });

  test('is later than all in the log, though the clock goes back, and holds what the moderator wrote', async () => {
    const { desk } = await openDesk();
    await desk.decide(choice());
    clock -= 86_400_000;
    await desk.decide(choice({ action: 'watch' }));
    expect(log.map(({ decision }) => decision.at)).toEqual(['2026-11-25T10:00:00.000Z', '2026-11-25T10:00:00.001Z']);
    expect(log[0]?.decision).toMatchObject({ evidence: 'case 7', note: 'note', delay: 1 });
    expect(log[1]?.decision).toMatchObject({ sequence: 2, previous: log[0]?.id });
  });

  test('waits while the clock is a day ahead of the relay’s; what was dated ahead before dates none that follow', async () => {
    const { desk } = await openDesk();
    const day = 86_400_000;
    clock += 3 * day;
    // Before anything was fetched, the desk knows no other clock.
    await desk.decide(choice({ action: 'watch' }));
    relay.lastTime = () => NOW;
    await desk.pull(() => undefined);
    for (const wait of [0, 60_000]) {
      clock += wait;
      await expect(desk.decide(choice())).rejects.toThrow(WrongClockError);
    }
    expect(desk.state()).toMatchObject({ decisions: 1 });
    clock = NOW + 120_000;
    await desk.decide(choice());
    expect(log[1]?.decision).toMatchObject({ sequence: 2, at: '2026-11-25T10:02:00.000Z' });
    for (const [time, isAhead] of [
      [null, false],
      [NOW - day, true],
      [null, true],
      [NOW, false],
      // The relay's clock is not set.
      [0, false],
    ] as const) {
      relay.lastTime = () => time;
      await desk.pull(() => undefined);
      const deciding = expect(desk.decide(choice({ action: 'watch' })));
      await (isAhead ? deciding.rejects.toThrow(WrongClockError) : deciding.resolves.toBeUndefined());
    }
  });

  test('does not wait for a relay whose clock is behind what a colleague decided', async () => {
    const [colleague] = await newTeam(1);
    const decide = async (at: string): Promise<void> => void log.push(await colleague!.decide({ at }, []));
    relay.lastTime = () => NOW - 3 * 86_400_000;
    await decide('2026-11-22T10:00:00.000Z');
    const { desk } = await openDesk();
    await desk.pull(() => undefined);
    await expect(desk.decide(choice())).rejects.toThrow(WrongClockError);
    await decide('2026-11-25T09:00:00.000Z');
    const again = (await openDesk()).desk;
    await again.pull(() => undefined);
    await again.decide(choice());
  });

  test('notes where each indicator was seen, in reports that suspect somebody only', async () => {
    const text = { kind: 'text', value: '0'.repeat(16) } as const;
    const [both, other, none] = ['both_x', 'only_x', 'none_x'].map((value) => ({ kind: 'telegram', value }) as const);
    add('1', { indicators: [NAME, both!], prints: [text.value] });
    add('2', { indicators: [both!, other!], source: 'private', kind: 'suspicious-message' });
    for (const kind of ['dispute', 'wrong-warning', 'feedback', 'changed-layout'] as const)
      add({ dispute: '3', 'wrong-warning': '4', feedback: '5', 'changed-layout': '6' }[kind], {
        kind,
        indicators: [none!],
      });
    const { desk } = await openDesk();
    const seenBy = async (reports: readonly string[]): Promise<string> => {
      await desk.decide(choice({ indicators: [NAME, both!, other!, none!, text], reports }));
      return (log.at(-1)?.decision.indicators ?? []).map(({ seen }) => seen).join(' ');
    };
    expect(await seenBy(['1', '2', '3', '4', '5', '6'].map(id))).toBe('public both private none public');
    // What only a report of another case calls public is not: its sender may be the one who made the name for a victim.
    expect(await seenBy([id('2')])).toBe('none private private none none');
  });

  test('believes no report that its sender withdrew that a name is public, and protects the one that says it is private', async () => {
    add('1', {}, { goneOn: '2026-11-25' });
    add('2', { source: 'private', kind: 'suspicious-message' });
    const { desk } = await openDesk();
    await desk.decide(choice({ reports: desk.state().queue[0]!.reports }));
    rows.get(id('2'))!.goneOn = '2026-11-25';
    const { desk: later } = await openDesk();
    await later.decide(choice({ reports: [id('3')] }));
    expect(log.map(({ decision }) => decision.indicators[0]?.seen)).toEqual(['private', 'private']);
  });

  test('holds the outcome hashes of its reports that have one, and the day of the oldest', async () => {
    add('1', { outcome: 'a'.repeat(64) });
    add('2', {}, { arrivedOn: '2026-11-20' });
    const { desk } = await openDesk();
    await desk.decide(choice({ reports: [id('1'), id('2'), id('9')] }));
    expect(log[0]?.decision).toMatchObject({
      outcomes: [{ report: id('1'), hash: 'a'.repeat(64) }],
      arrivedOn: '2026-11-20',
      reports: [id('1'), id('2'), id('9')],
    });
  });
});

describe('reports', () => {
  test('are marked as viewed once, and those that are not here stay as they are', async () => {
    add('1');
    const { desk } = await openDesk();
    for (const _ of [1, 2]) expect(await desk.body(id('1'))).toMatchObject({ document: id('1') });
    await desk.body(id('9'));
    expect(writes).toEqual(['1 {"viewed":true}']);
    expect(desk.state().reports.get(id('1'))?.viewed).toBe(true);
  });

  test('can be read on a full disk, where nothing can be noted', async () => {
    add('1');
    const { desk } = await openDesk();
    store.updateReport = async () => await Promise.reject(new Error('disk full'));
    expect(await desk.body(id('1'))).toMatchObject({ document: id('1') });
  });

  test('leave the relay when they are decided, and no sooner', async () => {
    for (const digit of ['1', '2', '3', '5', '7']) add(digit);
    add('4', {}, { relay: '' });
    add('6', { kind: 'feedback' });
    const { desk } = await openDesk();
    await desk.decide(choice({ reports: [id('1')] }));
    await desk.decide(choice({ action: 'take-up', reports: [id('2')] }));
    await desk.decide(choice({ action: 'watch', reports: [id('3'), id('4')] }));
    await desk.decide(choice({ action: 'need-more', reports: [id('7')] }));
    expect(await desk.deleteDecidedFromRelay()).toBe(2);
    expect(deleted).toEqual(['relay-3', 'relay-6']);
    expect(writes).toEqual(['3 {"relay":""}', '6 {"relay":""}']);
    expect(await desk.deleteDecidedFromRelay()).toBe(0);
  });

  test('that were deleted before the relay failed are not asked for again', async () => {
    for (const digit of ['1', '2']) add(digit);
    const { desk } = await openDesk();
    await desk.decide(choice({ action: 'reject', reports: [id('1'), id('2')] }));
    relay.delete = async (which) => {
      if (which === 'relay-2') throw new Error('no network');
      await Promise.resolve(void deleted.push(which));
    };
    await expect(desk.deleteDecidedFromRelay()).rejects.toThrow('no network');
    expect(writes).toEqual(['1 {"relay":""}']);
    relay.delete = async (which) => await Promise.resolve(void deleted.push(which));
    expect(await desk.deleteDecidedFromRelay()).toBe(1);
    expect(deleted).toEqual(['relay-1', 'relay-2']);
  });

  test('that were withdrawn are in no case, and are deleted when asked', async () => {
    add('1', {}, { goneOn: '2026-11-25' });
    add('2');
    const { desk } = await openDesk();
    expect(desk.state().queue.map(({ reports }) => reports)).toEqual([[id('2')]]);
    await desk.deleteWithdrawn();
    expect(writes).toEqual(['delete 1']);
    expect([...desk.state().reports.keys()]).toEqual([id('2')]);
  });
});

describe('grouping', () => {
  test('that ends after a newer one is dropped, and is shown as running until then', async () => {
    for (let at = 0; at < 250; at += 1) add(String(at), { id: String(at) });
    const releases: (() => void)[] = [];
    const { desk } = await openDesk();
    pause = async () => await new Promise<void>((resolve) => void releases.push(resolve));
    const older = desk.groupReports();
    expect(desk.state().isSorting).toBe(true);
    pause = async () => undefined;
    await desk.groupReports();
    expect(desk.state().isSorting).toBe(false);
    const { queue } = desk.state();
    for (const release of releases) release();
    pause = async () => undefined;
    await older;
    expect(desk.state().queue).toBe(queue);
    expect(desk.state().isSorting).toBe(false);
  });
});

test('a team is its moderator alone until another is stored, and strange keys are named', async () => {
  const { desk, key } = await openDesk();
  expect(desk.state()).toMatchObject({ team: { members: [{ name: 'Ana', key }], recipients: [] }, unknownKeys: [] });
  await desk.decide(choice());
  await desk.setTeam({ members: [], recipients: [] });
  expect(desk.state()).toMatchObject({ unknownKeys: [key], today: '2026-11-25' });
  expect(team).toEqual({ members: [], recipients: [], unconfirmed: [] });
});
