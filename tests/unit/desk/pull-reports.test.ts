/** What one fetch of the desk takes from the relay, and what it leaves. */
import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../../utils/desk/report-rows.ts';
import type { DeskStore } from '../../../utils/desk/desk-store.ts';
import type { DeskWorkerClient, OpenedReport } from '../../../utils/desk/desk-worker-client.ts';
import { ReportRefusedError } from '../../../utils/desk/open-report.ts';
import { pullReports, type PullDeps } from '../../../utils/desk/pull-reports.ts';
import type { DeskReport } from '../../../utils/desk/queue.ts';
import { RelayError } from '../../../utils/desk/relay-client.ts';

const TODAY = '2026-11-25';
const opened = (id: string): OpenedReport =>
  ({ document: { id }, facts: { id }, reading: {} }) as unknown as OpenedReport;
const known = (id: string, change: Partial<DeskReport> = {}): [string, DeskReport] => [
  id,
  {
    facts: { id, kind: 'suspicious-post' },
    arrivedOn: TODAY,
    viewed: false,
    relay: `relay-${id}`,
    goneOn: '',
    ...change,
  } as DeskReport,
];

interface Written {
  batches: string[][];
  refused: unknown[];
  updated: unknown[];
  progress: [number, number][];
}

/**
 * Fetches from a relay with these reports.
 * @param open what the worker makes of the id at the relay
 */
async function pullFrom(
  ids: readonly string[],
  change: Partial<PullDeps> = {},
  open: (relay: string) => string | Error | null = (relay) => `own-${relay}`,
) {
  const written: Written = { batches: [], refused: [], updated: [], progress: [] };
  const fetched: string[] = [];
  const state = { open: 0, mostOpen: 0 };
  const deps: PullDeps = {
    store: {
      addReports: async (arrivals: readonly Arrival[]) =>
        await Promise.resolve(void written.batches.push(arrivals.map(({ relay }) => relay))),
      addRefused: async (row: unknown) => await Promise.resolve(void written.refused.push(row)),
      updateReport: async (...update: unknown[]) => await Promise.resolve(void written.updated.push(update)),
    } as unknown as DeskStore,
    relay: {
      list: async () => await Promise.resolve(ids.map((id) => ({ id, arrivedOn: '2026-11-24' }))),
      lastTime: () => null,
      fetch: async (id) => {
        fetched.push(id);
        state.open += 1;
        state.mostOpen = Math.max(state.mostOpen, state.open);
        await Promise.resolve();
        const made = open(id);
        if (made instanceof RelayError) throw made;
        return made === null ? null : (id as never);
      },
      isWithdrawn: async (id) => await Promise.resolve(id !== 'relay-deleted'),
      delete: async () => await Promise.resolve(),
    },
    worker: {
      openReport: async (sealed: unknown) => {
        await Promise.resolve();
        state.open -= 1;
        const made = open(sealed as string);
        if (typeof made === 'string') return opened(made);
        throw made ?? new Error('nothing');
      },
    } as unknown as DeskWorkerClient,
    identities: [],
    reports: new Map(),
    refused: new Set(),
    isDecided: (id) => id === 'decided',
    today: TODAY,
    progress: (done, of) => void written.progress.push([done, of]),
    ...change,
  };
  return { pulled: await pullReports(deps), written, fetched, state };
}
const numbered = (count: number): string[] => Array.from({ length: count }, (_, at) => `r${at}`);

describe('pullReports', () => {
  it('stores in batches of 25, four fetches at a time, and tells how far it is', async () => {
    const { pulled, written, fetched, state } = await pullFrom(numbered(60));
    expect(fetched).toEqual(numbered(60));
    expect(written.batches.map(({ length }) => length)).toEqual([25, 25, 10]);
    expect(written.progress).toEqual([
      [25, 60],
      [50, 60],
      [60, 60],
    ]);
    expect(state.mostOpen).toBe(4);
    expect(pulled.added.map(({ relay, arrivedOn }) => [relay, arrivedOn])).toEqual(
      numbered(60).map((id) => [id, '2026-11-24']),
    );
  });

  it('fetches neither what is here nor what was refused before', async () => {
    const { fetched } = await pullFrom(['relay-a', 'b', 'c'], {
      reports: new Map([known('a')]),
      refused: new Set(['b']),
    });
    expect(fetched).toEqual(['c']);
  });

  it('refuses a report that is here under another id of the relay, also within one fetch', async () => {
    const { pulled, written } = await pullFrom(['r1', 'r2', 'r3'], { reports: new Map([known('a')]) }, (relay) =>
      relay === 'r1' ? 'a' : 'b',
    );
    expect(written.batches).toEqual([['r2']]);
    const twice = (id: string): object => ({ id, arrivedOn: '2026-11-24', key: 'twice' });
    expect(pulled.refused).toEqual([twice('r1'), twice('r3')]);
    expect(written.refused).toEqual(pulled.refused);
  });

  it('knows a report that came as a file again, so that its sender can withdraw it', async () => {
    const { pulled, written } = await pullFrom(
      ['r1', 'r2'],
      { reports: new Map([known('a', { relay: '' })]) },
      () => 'a',
    );
    expect(written.updated).toEqual([['a', { relay: 'r1' }]]);
    expect(pulled).toMatchObject({ added: [], refused: [{ id: 'r2', key: 'twice' }], gone: [] });
  });

  it('names the reason of a report that cannot be opened, and leaves out one that was deleted meanwhile', async () => {
    const { pulled, written } = await pullFrom(['r1', 'r2', 'r3'], {}, (relay) =>
      relay === 'r1' ? new ReportRefusedError('not-for-us', '') : relay === 'r2' ? null : 'own',
    );
    expect(pulled.refused).toEqual([{ id: 'r1', arrivedOn: '2026-11-24', key: 'not-for-us' }]);
    expect(written.batches).toEqual([['r3']]);
  });

  it('ends at any other fault', async () => {
    for (const fault of [new RelayError('token', ''), new Error('no room')])
      await expect(pullFrom(numbered(9), {}, (relay) => (relay === 'r1' ? fault : relay))).rejects.toBe(fault);
  });

  it('says that a report did not come through when the others are stored, and refuses it not', async () => {
    const fault = new RelayError('offline', 'network error');
    const batches: string[][] = [];
    const refused: unknown[] = [];
    const store = {
      addReports: async (arrivals: readonly Arrival[]) =>
        await Promise.resolve(void batches.push(arrivals.map(({ relay }) => relay))),
      addRefused: async (row: { id: string }) => await Promise.resolve(void refused.push(row.id)),
    } as unknown as DeskStore;
    const open = (relay: string): string | Error =>
      relay === 'r2' ? fault : relay === 'r3' ? new ReportRefusedError('damaged', '') : relay;
    await expect(pullFrom(numbered(30), { store }, open)).rejects.toBe(fault);
    expect(batches.flat()).toEqual(numbered(30).filter((id) => id !== 'r2' && id !== 'r3'));
    expect(refused).toEqual(['r3']);
  });

  it('stops when nothing comes through any more, and stores what came, with what was refused', async () => {
    const fault = new RelayError('offline', 'network error');
    const stored: string[] = [];
    const requested: string[] = [];
    const store = {
      addReports: async (arrivals: readonly Arrival[]) =>
        await Promise.resolve(void stored.push(...arrivals.map(({ relay }) => relay))),
      addRefused: async ({ id }: { id: string }) => await Promise.resolve(void stored.push(`not ${id}`)),
    } as unknown as DeskStore;
    const open = (relay: string): string | Error => {
      if (!requested.includes(relay)) requested.push(relay);
      return Number(relay.slice(1)) > 9 ? fault : relay === 'r1' ? new ReportRefusedError('damaged', '') : relay;
    };
    await expect(pullFrom(numbered(1_000), { store }, open)).rejects.toBe(fault);
    expect(stored).toEqual([...numbered(10).filter((id) => id !== 'r1'), 'not r1']);
    expect(requested).toHaveLength(16);
  });

  it('sets aside what its sender withdrew and nobody read or decided; what was only deleted stays', async () => {
    const reports = new Map([
      known('there'),
      known('gone'),
      known('deleted'),
      known('decided'),
      known('looked-at', { viewed: true }),
      known('gone-before', { goneOn: '2026-11-20' }),
      known('from-a-file', { relay: '' }),
      known('answer', { facts: { id: 'answer', kind: 'feedback' } as DeskReport['facts'] }),
    ]);
    const { pulled, written } = await pullFrom(['relay-there'], { reports });
    expect(pulled.gone).toEqual(['gone']);
    expect(written.updated).toEqual([
      ['gone', { goneOn: TODAY }],
      ['deleted', { relay: '' }],
    ]);
  });
});
