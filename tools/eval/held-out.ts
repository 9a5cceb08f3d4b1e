/** How posts fare that neither weights nor text model saw, as `npm run -s train` measured and recorded it. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { table } from './tables.ts';

const LevelShare = v.object({ rows: v.number(), caution: v.number(), danger: v.number() });
const CurvePoint = v.object({ odds: v.number(), shares: v.record(v.string(), v.number()) });
const Recorded = v.object({
  heldOut: v.record(v.string(), LevelShare),
  /** What each possible threshold for caution would alert. */
  curve: v.optional(v.array(CurvePoint), () => []),
});
export type TrainingRecord = v.InferOutput<typeof Recorded>;

/** Throws an Error where the file is absent or no record of `train`. */
export function readTrainingRecord(file: string): TrainingRecord {
  return v.parse(Recorded, JSON.parse(readFileSync(file, 'utf8')));
}

const PREFIXED = /^(?:own|batch|family|mixed|real) /u;

/** By language, by family, by real set, for mixed posts, and by threshold. */
export function heldOutTables({ heldOut, curve }: TrainingRecord): string {
  const names = Object.keys(heldOut);
  const languages = names
    .filter((name) => /^[a-z]{2}(?:-[A-Z][a-z]+)? lure$/u.test(name))
    .map((name) => name.slice(0, -' lure'.length));
  const caution = (name: string): string => percent(heldOut[name]?.caution);
  const danger = (name: string): string => percent(heldOut[name]?.danger);
  const languageRow = (name: string): string[] => [
    name === 'own' ? '**all**' : name,
    String(heldOut[`${name} lure`]?.rows ?? 0),
    caution(`${name} lure`),
    danger(`${name} lure`),
    caution(`${name} job-scam`),
    danger(`${name} job-scam`),
    ...['legit', 'warning', 'other'].map((label) => caution(`${name} ${label}`)),
  ];
  const groupRows = (chosen: readonly string[], prefix = ''): string[][] =>
    chosen.map((name) => [name.slice(prefix.length), String(heldOut[name]?.rows ?? 0), caution(name), danger(name)]);
  const ofLanguage = new Set(
    languages.flatMap((id) => ['lure', 'job-scam', 'legit', 'warning', 'other'].map((label) => `${id} ${label}`)),
  );
  const sets = names.filter((name) => name.startsWith('real ') || !(PREFIXED.test(name) || ofLanguage.has(name)));
  const families = names.filter((name) => /^family .* (?:lure|job-scam)$/u.test(name) && heldOut[name]!.rows >= 30);
  const mixed = names.filter((name) => name.startsWith('mixed '));
  const columns = ['rows', 'caution or danger', 'danger'];
  return [
    table(
      ['language', 'lures', 'alerted', 'danger', 'job scams', 'danger', 'honest offers', 'warnings', 'everyday'],
      [...languages, 'own'].map(languageRow),
    ),
    table(['family and label', ...columns], groupRows(families, 'family ')),
    table(['real set and label', ...columns], groupRows(sets)),
    table(['posts of two parts', ...columns], groupRows(mixed, 'mixed ')),
    curveTable(curve),
  ].join('\n\n');
}

/** A row for each threshold, a column for each group of rows. */
function curveTable(curve: TrainingRecord['curve']): string {
  const groups = Object.keys(curve[0]?.shares ?? {});
  return table(
    ['caution from log-odds', ...groups],
    curve.map(({ odds, shares }) => [odds.toFixed(1), ...groups.map((name) => percent(shares[name]))]),
  );
}

function percent(share: number | undefined): string {
  return share === undefined ? '-' : `${(share * 100).toFixed(1)} %`;
}
