/** A moderator alone dates an approval, or "I saw it in public", back to a day on which a name would have waited enough. */
import { expect, test } from 'vitest';
import type { Decision } from '../../../utils/desk/decision.ts';
import type { SignedDecision } from '../../../utils/desk/decision-log.ts';
import type { DeskStore } from '../../../utils/desk/desk-store.ts';
import { makeDeskExport } from '../../../utils/desk/make-desk-export.ts';
import type { Team } from '../../../utils/desk/team-file.ts';
import { TeamLog } from '../../../utils/desk/team-log.ts';
import { INDICATOR_KEY, newTeam } from './moderator.ts';

const TODAY = '2026-11-25';
const PRIVATE = { indicators: [{ kind: 'telegram' as const, value: 'bad_recruiter', seen: 'private' as const }] };
const CONFIRMATION: Partial<Decision> = {
  ...PRIVATE,
  action: 'confirm-public',
  category: null,
  note: 'seen',
  delay: 1,
};

/** Ben's desk with the team of Ana and Ben. */
async function openBen(keys: { ana: string; ben: string }, start: readonly SignedDecision[]): Promise<TeamLog> {
  let team: Team = { members: Object.entries(keys).map(([name, key]) => ({ name, key })), recipients: [] };
  const log = new TeamLog({
    owner: { name: 'ben', key: keys.ben },
    store: {
      log: async () => [],
      addLog: async () => undefined,
      team: async () => team,
      setTeam: async (changed) => void (team = changed),
    } satisfies Pick<DeskStore, 'log' | 'addLog' | 'team' | 'setTeam'>,
    now: () => Date.parse(`${TODAY}T10:00:00Z`),
    oneAtATime: (work) => work(),
    onChange: () => undefined,
  });
  await log.load();
  await log.merge(start);
  await log.confirmListings([INDICATOR_KEY]);
  return log;
}

test('a confirmation that is dated back is held where it arrives, and its days are counted from the press there', async () => {
  const [ana, ben] = await newTeam(2);
  const listings = [
    await ana!.decide({ ...PRIVATE, at: '2026-11-02T10:00:00.000Z' }),
    await ben!.decide({ ...PRIVATE, at: '2026-11-02T11:00:00.000Z' }),
  ];
  const log = await openBen({ ana: ana!.key, ben: ben!.key }, listings);
  expect(makeDeskExport(log.logState, TODAY).listings).toEqual([]);
  await log.merge([await ana!.decide({ ...CONFIRMATION, at: '2026-11-02T12:00:00.000Z' })]);
  expect(log.team.unconfirmed).toEqual([INDICATOR_KEY]);
  expect(makeDeskExport(log.logState, TODAY).listings).toEqual([]);
  await log.confirmListings([INDICATOR_KEY]);
  expect(makeDeskExport(log.logState, TODAY).listings).toEqual([]);
  expect(makeDeskExport(log.logState, '2026-11-26').listings).toMatchObject([{ not_before: '2026-11-26' }]);
});

test('a second approval that is dated back gains no day of waiting either', async () => {
  const [ana, ben] = await newTeam(2);
  const seen = [{ ...PRIVATE.indicators[0]!, seen: 'both' as const }];
  const first = await ben!.decide({ indicators: seen, at: '2026-11-02T10:00:00.000Z' });
  const log = await openBen({ ana: ana!.key, ben: ben!.key }, [first]);
  await log.merge([await ana!.decide({ indicators: seen, at: '2026-11-01T10:00:00.000Z', delay: 1 })]);
  await log.confirmListings([INDICATOR_KEY]);
  expect(makeDeskExport(log.logState, TODAY).listings).toEqual([]);
  expect(makeDeskExport(log.logState, '2026-11-26').listings).toMatchObject([{ listed_on: '2026-11-26' }]);
});

test('what was released here already is not asked for again', async () => {
  const [ana, ben] = await newTeam(2);
  const log = await openBen({ ana: ana!.key, ben: ben!.key }, [
    await ana!.decide(PRIVATE),
    await ben!.decide(PRIVATE),
    await ben!.decide(CONFIRMATION),
  ]);
  await log.merge([await ana!.decide({ ...CONFIRMATION, action: 'confirm-sources' })]);
  expect(log.team.unconfirmed).toEqual([]);
});
