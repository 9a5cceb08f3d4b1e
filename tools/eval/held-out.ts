/** How posts fare that neither weights nor text model saw, as `npm run -s train` measured and recorded it. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { table } from './tables.ts';

const Share = v.object({ rows: v.number(), caution: v.number(), danger: v.number() });
const Recorded = v.object({
  heldOut: v.object({ levels: v.record(v.string(), Share), fraudRecallAt1: v.nullable(v.number()) }),
});
type Levels = v.InferOutput<typeof Recorded>['heldOut']['levels'];

/** Throws an Error where the file is absent or no record of `train`. */
export function readHeldOut(file: string): v.InferOutput<typeof Recorded>['heldOut'] {
  return v.parse(Recorded, JSON.parse(readFileSync(file, 'utf8'))).heldOut;
}

/** By language, by set, and of posts that say two things. */
export function heldOutTables({ levels, fraudRecallAt1 }: ReturnType<typeof readHeldOut>): string {
  const languages = Object.keys(levels)
    .filter((name) => name.endsWith(' lure') && !/^(?:own|batch|mixed) /u.test(name))
    .map((name) => name.slice(0, -' lure'.length));
  const names = [...languages, 'own'];
  const rows = names.map((name) => [
    name === 'own' ? '**all**' : name,
    String(levels[`${name} lure`]?.rows ?? 0),
    cautionOf(levels, `${name} lure`),
    dangerOf(levels, `${name} lure`),
    ...['job-scam', 'legit', 'warning'].map((label) => cautionOf(levels, `${name} ${label}`)),
  ]);
  const sets = Object.keys(levels).filter((name) => name.endsWith(' legit') && !isOfCorpus(name, languages));
  const mixed = Object.keys(levels).filter((name) => name.startsWith('mixed '));
  const others = [...sets, ...mixed].map((name) => [
    name.replace(/^mixed /u, ''),
    String(levels[name]?.rows ?? 0),
    cautionOf(levels, name),
    dangerOf(levels, name),
  ]);
  const fraud =
    fraudRecallAt1 === null ? [] : [`EMSCAD frauds above what 1 % of its legit rows pass: ${percent(fraudRecallAt1)}`];
  return [
    table(
      ['language', 'lures', 'caution or above', 'danger', 'job scams alerted', 'legit alerted', 'warnings alerted'],
      rows,
    ),
    table(['honest ads, and posts that say two things', 'rows', 'alerted', 'danger'], others),
    ...fraud,
  ].join('\n\n');
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function cautionOf(levels: Levels, name: string): string {
  const found = levels[name];
  return found === undefined ? '-' : percent(found.caution);
}

function dangerOf(levels: Levels, name: string): string {
  const found = levels[name];
  return found === undefined ? '-' : percent(found.danger);
}

function isOfCorpus(name: string, languages: readonly string[]): boolean {
  return /^(?:own|batch|mixed) /u.test(name) || languages.includes(name.slice(0, -' legit'.length));
}
