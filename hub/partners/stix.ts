/**
 * Reads and writes STIX 2.1 bundles for partners' platforms (OpenCTI, MISP and others). An entry of the list is an Indicator SDO
 * (section 4.7) whose pattern names one SCO. Accounts are `user-account` objects with the messenger as `account_type`. Phone
 * numbers and wallets use OpenCTI's object names, as the standard has none.
 */
import { dayOf } from '../../utils/indicators/day-number.ts';
import { generateBundleId, generateDeterministicId, OASIS_NAMESPACE } from '@security-alliance/stix/2.1';
import * as v from 'valibot';
import { isAccusation, type Entry } from '../channel/list/entry.ts';
import { Refusal } from '../refusal.ts';
import { isIndicatorKind } from '../../utils/indicators/canonical.ts';
import type { IndicatorKind } from '../../utils/model/indicator.ts';
import {
  categoryOf,
  categoryTag,
  dayIn,
  MAX_PARTNER_FILE_CHARS,
  partnerIndicator,
  type PartnerFile,
  type PartnerIndicator,
} from './partner-file.ts';
import type { ExportOptions } from './export-options.ts';
import { PatternError, patternLiteral, parsePattern, type Alternative } from './stix-pattern.ts';
import { markingDefinitions, markingRestriction, type MarkingDefinitions } from './tlp-restriction.ts';
import { BundleSchema, IndicatorSchema, MARKINGS, type StixIndicator, type StixObject } from './stix-schema.ts';

/** Object paths that identify an indicator by themselves. */
const PATHS: Readonly<Record<string, IndicatorKind>> = {
  'domain-name:value': 'domain',
  'url:value': 'domain',
  'email-addr:value': 'email',
  'email-message:from_ref.value': 'email',
  'email-message:sender_ref.value': 'email',
  'phone-number:value': 'phone',
  'x-phone-number:value': 'phone',
  'x-opencti-phone-number:value': 'phone',
  'cryptocurrency-wallet:value': 'wallet',
  'x-opencti-cryptocurrency-wallet:value': 'wallet',
  'identity:name': 'company',
  'x-joblantern-text:fingerprint': 'text',
};
const PATHS_BY_KIND: Readonly<Partial<Record<IndicatorKind, string>>> = {
  domain: 'domain-name:value',
  email: 'email-addr:value',
  phone: 'phone-number:value',
  wallet: 'cryptocurrency-wallet:value',
  company: 'identity:name',
  text: 'x-joblantern-text:fingerprint',
};
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/u;
const NO_TIME = '~';
/** Indicator types (STIX 10.9) that accuse nobody. */
const BENIGN_TYPES = new Set(['benign', 'anonymization']);

/** @throws Refusal when it is no STIX 2.1 bundle; what cannot be used of one is named in `skipped` */
export function parseStix(text: string): PartnerFile {
  const bundle = bundleOf(text);
  const file: PartnerFile = { source: '', indicators: [], withdrawn: [], skipped: [] };
  const names = new Map(
    bundle.flatMap(({ type, id, ['name']: name }) =>
      type === 'identity' && typeof name === 'string' ? [[id, name] as const] : [],
    ),
  );
  const definitions = markingDefinitions(bundle);
  const makers = new Set<string>();
  for (const object of newestVersions(bundle)) {
    if (object.type !== 'indicator') continue;
    const read = v.safeParse(IndicatorSchema, object);
    if (!read.success) {
      file.skipped.push(`${object.id}: ${v.summarize(read.issues).split('\n')[0]}`);
      continue;
    }
    const made = read.output.created_by_ref === undefined ? undefined : names.get(read.output.created_by_ref);
    if (made !== undefined) makers.add(made);
    const into = read.output.revoked === true ? file.withdrawn : file.indicators;
    for (const one of indicatorsOf(read.output, definitions)) {
      if (typeof one === 'string') file.skipped.push(`${object.id}: ${one}`);
      else into.push(one);
    }
  }
  file.source = [...makers].join(', ');
  return file;
}

function bundleOf(text: string): StixObject[] {
  if (text.length > MAX_PARTNER_FILE_CHARS)
    throw new Refusal('The file is too large to be read as one bundle; split it.');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`It is not JSON: ${(error as Error).message}`);
  }
  const read = v.safeParse(BundleSchema, json);
  if (!read.success) throw new Refusal(`It is no STIX 2.1 bundle: ${v.summarize(read.issues).split('\n')[0]}`);
  return read.output.objects ?? [];
}

/** Keeps the newest version of each object (STIX 3.6: by `modified`). Of two of one time, the revoked one counts. */
function newestVersions(objects: readonly StixObject[]): StixObject[] {
  const byId = new Map<string, StixObject>();
  for (const object of objects) {
    const other = byId.get(object.id);
    const [time, otherTime] = [sortableTime(object['modified']), sortableTime(other?.['modified'])];
    const isNewer = time > otherTime || (time === otherTime && object['revoked'] === true);
    if (other === undefined || isNewer) byId.set(object.id, object);
  }
  return [...byId.values()];
}

/** Returns a text that sorts as the time does, to any fraction of a second. What is no time sorts last: its object is left out. */
function sortableTime(modified: unknown): string {
  const time = String(modified);
  return TIME.test(time) ? time.replace(/(?:\.0+|(?<=\.\d*[1-9])0+)?Z$/u, '') : NO_TIME;
}

/** Returns each indicator that the object identifies by itself, or a reason why one is left out. */
function indicatorsOf(indicator: StixIndicator, definitions: MarkingDefinitions): (PartnerIndicator | string)[] {
  const { pattern, pattern_type: language, indicator_types: types = [] } = indicator;
  if (language !== 'stix') return [`its pattern is in ${language}`];
  if (types.length > 0 && types.every((type) => BENIGN_TYPES.has(type))) return ['its type is benign'];
  const rest = {
    category: categoryOf([...(indicator.labels ?? []), ...types]),
    listedOn: dayIn(indicator.valid_from),
    expiresOn: dayIn(indicator.valid_until),
    reference: indicator.id,
    restriction: markingRestriction(indicator, definitions),
  };
  try {
    return parsePattern(pattern).map((alternative) => {
      const named = indicatorOfAlternative(alternative);
      if (typeof named === 'string') return named;
      return (
        partnerIndicator(named.kind, named.value, rest) ?? `"${named.value}" is no ${named.kind} that names anybody`
      );
    });
  } catch (error) {
    if (error instanceof PatternError) return [error.message];
    throw error;
  }
}

function indicatorOfAlternative(alternative: Alternative): { kind: IndicatorKind; value: string } | string {
  const [first, second, ...others] = alternative;
  if (first === undefined || others.length > 0) return 'its pattern needs several values together';
  if (second === undefined) {
    const kind = Object.hasOwn(PATHS, first.path) ? PATHS[first.path] : undefined;
    return kind === undefined ? `${first.path} is not a kind of indicator here` : { kind, value: first.value };
  }
  const type = alternative.find(({ path }) => path === 'user-account:account_type')?.value.toLowerCase() ?? '';
  const login = alternative.find(({ path }) => /^user-account:(?:account_login|user_id)$/u.test(path))?.value;
  if (login === undefined || type === '') return 'its pattern needs several values together';
  return isIndicatorKind(type) ? { kind: type, value: login } : `accounts of ${type} are not known here`;
}

/** Returns the JSON of a bundle with one indicator for each entry. Ids are the same at every export. */
export function writeStix(all: readonly Entry[], options: ExportOptions): string {
  const entries = all.filter(isAccusation);
  const made = `${dayOf(options.now)}T00:00:00.000Z`;
  const publisher = {
    type: 'identity',
    spec_version: '2.1',
    id: generateDeterministicId('identity', { name: options.publisher }, OASIS_NAMESPACE),
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    name: options.publisher,
    identity_class: 'organization',
  };
  const { definition, id: marking } = MARKINGS[options.tlp];
  const objects = entries.map((entry) => ({
    type: 'indicator',
    spec_version: '2.1',
    id: generateDeterministicId('indicator', { by: publisher.id, kind: entry.kind, value: entry.value }),
    created_by_ref: publisher.id,
    created: `${entry.listedOn}T00:00:00.000Z`,
    modified: made < `${entry.listedOn}T` ? `${entry.listedOn}T00:00:00.000Z` : made,
    name: `${entry.kind}: ${entry.value}`,
    indicator_types: ['malicious-activity'],
    labels: [categoryTag(entry.category)],
    pattern: patternOf(entry),
    pattern_type: 'stix',
    pattern_version: '2.1',
    valid_from: `${entry.listedOn}T00:00:00.000Z`,
    valid_until: `${entry.expiresOn}T00:00:00.000Z`,
    object_marking_refs: [marking],
    ...(options.evidence
      ? { external_references: [{ source_name: options.publisher, external_id: entry.evidence }] }
      : {}),
  }));
  const bundle = { type: 'bundle', id: generateBundleId(), objects: [publisher, definition, ...objects] };
  v.parse(BundleSchema, bundle);
  for (const object of objects) v.parse(IndicatorSchema, object);
  return `${JSON.stringify(bundle, null, 2)}\n`;
}

function patternOf({ kind, value }: Entry): string {
  if (kind === 'domain' && value.includes('/')) return `[url:value = ${patternLiteral(`https://${value}`)}]`;
  const path = PATHS_BY_KIND[kind];
  if (path !== undefined) return `[${path} = ${patternLiteral(value)}]`;
  return `[user-account:account_type = '${kind}' AND user-account:account_login = ${patternLiteral(value)}]`;
}
