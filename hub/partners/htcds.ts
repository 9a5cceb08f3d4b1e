/**
 * The recruitment fields of IOM's Human Trafficking Case Data Standard 2.0: method, place, and websites and apps of
 * recruitment. The standard is for case files of survivors. Nothing from case files is written. Of a partner's file only
 * these fields are read, not names, ages or histories.
 *
 * A row is one case: the entries that share an evidence reference. `;` separates several values of a field.
 */
import type { Entry } from '../channel/list/entry.ts';
import { Refusal } from '../refusal.ts';
import { readAnyCsvRows, writeCsvRows } from '../channel/list/csv-rows.ts';
import type { IndicatorKind } from '../../utils/model/indicator.ts';
import type { ExportOptions } from './export-options.ts';

export const RECRUITMENT_FIELDS = [
  'vic_MethodOfRecruitment',
  'vic_LocationOfRecruitment',
  'vic_RecruitmentWebsitesAndApps',
] as const;
type Field = (typeof RECRUITMENT_FIELDS)[number];

export const METHODS = [
  'AtAPlaceOfBusiness',
  'AtAnEducationalInstitution',
  'AtWork',
  'ThroughOnlineSocialNetworks',
  'ThroughAnOnlineAdvertisement',
  'ThroughATelevisionAdvert',
  'ThroughANewspaperAdvert',
  'ThroughFamilyOrFamilyEvents',
  'ThroughFriendsOrSocialEvents',
  'Other',
] as const;

export const APPS = [
  'Facebook',
  'Instagram',
  'WhatsApp',
  'Telegram',
  'FacebookMessenger',
  'Viber',
  'SnapChat',
  'Line',
  '4Sale',
  'WeChat',
  'QQ',
  'QZone',
  'TikTok',
  'Twitter',
  'Other',
] as const;

/** The standard does not name Zalo; its value is then `Other`. */
const APP_OF: Readonly<Partial<Record<IndicatorKind, (typeof APPS)[number]>>> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
  line: 'Line',
  wechat: 'WeChat',
  qq: 'QQ',
  zalo: 'Other',
};

export interface RecruitmentCase {
  methods: string[];
  locations: string[];
  apps: string[];
}

/**
 * Writes cases of the category `trafficking` only.
 * @param locations evidence reference to place of recruitment; written only with evidence
 */
export function writeHtcds(
  entries: readonly Entry[],
  options: ExportOptions,
  locations: ReadonlyMap<string, string> = new Map(),
): string {
  const cases = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.category !== 'trafficking') continue;
    cases.set(entry.evidence, [...(cases.get(entry.evidence) ?? []), entry]);
  }
  const rows = Array.from(cases, ([evidence, own]) => {
    const apps = new Set(own.flatMap(({ kind }) => APP_OF[kind] ?? []));
    const methods = new Set<(typeof METHODS)[number]>();
    if (apps.size > 0) methods.add('ThroughOnlineSocialNetworks');
    if (own.some(({ kind }) => kind === 'domain' || kind === 'text')) methods.add('ThroughAnOnlineAdvertisement');
    return {
      vic_MethodOfRecruitment: [...(methods.size > 0 ? methods : ['Other'])].join(';'),
      vic_LocationOfRecruitment: options.evidence ? (locations.get(evidence) ?? '') : '',
      vic_RecruitmentWebsitesAndApps: [...apps].join(';'),
      reference: evidence,
    };
  });
  return writeCsvRows(options.evidence ? [...RECRUITMENT_FIELDS, 'reference'] : RECRUITMENT_FIELDS, rows);
}

/** @throws Refusal when the file has none of the fields. `faults`: values outside the standard, a line each */
export function parseHtcds(text: string, name: string): { cases: RecruitmentCase[]; faults: string[] } {
  const { header, rows } = readAnyCsvRows(text, name);
  const columns = new Map<Field, number>();
  for (const field of RECRUITMENT_FIELDS) {
    const at = header.findIndex(
      (cell) =>
        normalizeLabel(cell) === normalizeLabel(field) || `vic${normalizeLabel(cell)}` === normalizeLabel(field),
    );
    if (at >= 0) columns.set(field, at);
  }
  if (columns.size === 0) {
    throw new Refusal(`${name}: none of the columns is a recruitment field (${RECRUITMENT_FIELDS.join(', ')})`);
  }
  const faults: string[] = [];
  const cases: RecruitmentCase[] = [];
  for (const { line, cells } of rows) {
    const values = (field: Field): string[] =>
      (cells[columns.get(field) ?? -1] ?? '')
        .split(/[;\n]/u)
        .map((each) => each.trim())
        .filter((each) => each !== '');
    const known = (field: Field, allowed: readonly string[]): string[] =>
      values(field).map((value) => {
        const found = allowed.find((each) => normalizeLabel(each) === normalizeLabel(value));
        // The value is not repeated: a case file can hold personal data anywhere.
        if (found === undefined) faults.push(`${name}: line ${line}: a value of ${field} is none of the standard`);
        return found ?? 'Other';
      });
    const one = {
      methods: [...new Set(known('vic_MethodOfRecruitment', METHODS))],
      locations: values('vic_LocationOfRecruitment'),
      apps: [...new Set(known('vic_RecruitmentWebsitesAndApps', APPS))],
    };
    if (one.methods.length + one.locations.length + one.apps.length > 0) cases.push(one);
  }
  return { cases, faults };
}

/** Returns each value and how often it occurs, most frequent first. */
export function valueCounts(cases: readonly RecruitmentCase[], part: keyof RecruitmentCase): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of cases.flatMap((one) => one[part])) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

/** Names and labels of the standard differ only by spaces, case and prefix. */
const normalizeLabel = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
