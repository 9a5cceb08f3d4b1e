/**
 * `npm run -s poison -- [--write] [--json]`: simulates what false reports do to relay, queue and list. One liar, a
 * hundred liars and a thousand machines send them. The relay's limits and the desk's grouping are the real ones. Clock
 * and random numbers are simulated: the figures are the same everywhere. `--write` puts them into
 * docs/reports/poisoning.md. Some seconds.
 */
import { writeSection } from '../docs/generated-section.ts';
import { ensureKnowledge } from '../knowledge/compile-knowledge.ts';
import { ATTACKS, createDeskWeeks, type DeskWeek } from './poison/desk-week.ts';
import { relayDay, type RelayDay } from './poison/relay-day.ts';
import { commandLine } from '../setup/command-line.ts';

const ATTACKERS = [
  ['one liar', 1],
  ['a hundred liars', 100],
  ['a thousand machines', 1_000],
] as const;
/** The desk is built for no more reports than this; a larger flood has stopped its work anyway. */
const MAX_DESK_REPORTS = 9_000;
const SEED = 20_261_125;

const { write, json } = commandLine(
  'poison',
  'Simulates one liar, a hundred liars and a thousand machines against relay and desk.',
)
  .option('--write', 'writes the tables into docs/reports/poisoning.md', false)
  .option('--json', 'prints JSON', false)
  .parse()
  .opts<{ write: boolean; json: boolean }>();
await ensureKnowledge();
const week = await createDeskWeeks(SEED);
const days = ATTACKERS.map(([name, machines]) => ({ name, day: relayDay(machines) }));
const weeks = [
  { name: 'nobody', weeks: [week('smear', 0)] },
  ...days.map(({ name, day }) => ({
    name,
    weeks: ATTACKS.map((attack) => week(attack, Math.min(MAX_DESK_REPORTS, day.stored * 7))),
  })),
];
if (json) console.log(JSON.stringify({ days, weeks }));
else {
  const tables = `${relayTable()}\n\n${deskTable()}`;
  console.log(tables);
  if (write) writeSection('docs/reports/poisoning.md', 'poison', tables);
}

function relayTable(): string {
  const row = (name: string, day: RelayDay): string =>
    `| ${[
      name,
      day.stored,
      `${(day.bytes / 1e6).toFixed(0)} MB`,
      day.hoursToFull > 24 * 60 ? 'over two months' : `${day.hoursToFull.toFixed(0)} h`,
      day.bits,
      day.phoneSeconds.toFixed(1),
      day.coreHours.toFixed(1),
    ].join(' | ')} |`;
  return [
    '| sent as fast as the relay lets them | junk stored in a day | size | full (2 GiB, nobody fetches) | puzzle bits | seconds a phone works | their core-hours |',
    '|---|---|---|---|---|---|---|',
    ...days.map(({ name, day }) => row(name, day)),
  ].join('\n');
}

function deskTable(): string {
  const row = (name: string, one: DeskWeek): string =>
    `| ${[
      name,
      one.lies === 0 ? '' : one.attack,
      one.lies,
      `${(one.together * 100).toFixed(0)} %`,
      one.mixed,
      one.namingInnocent,
      one.medianPlace,
      one.lastPlace,
      one.firstLie ?? '',
    ].join(' | ')} |`;
  return [
    `| who | attack | lies in a week | honest reports together | cases of two recruiters | cases that name the innocent too | median place of an honest case | last | first case of lies alone |`,
    '|---|---|---|---|---|---|---|---|---|',
    ...weeks.flatMap(({ name, weeks: those }) => those.map((one) => row(name, one))),
  ].join('\n');
}
