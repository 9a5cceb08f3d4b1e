/**
 * Reads and writes MISP events (core format 2.5). A domain, email address or phone number is an attribute. An account, a
 * company or a wallet is an object of MISP's own templates. Only attributes with `to_ids` are read: the rest of an event is
 * context and may name victims.
 */
import { dayOf } from '../../utils/indicators/day-number.ts';
import { generateDeterministicId } from '@security-alliance/stix/2.1';
import * as v from 'valibot';
import { isAccusation, type Accusation, type Entry } from '../channel/list/entry.ts';
import { Refusal } from '../refusal.ts';
import { isIndicatorKind } from '../../utils/indicators/canonical.ts';
import type { IndicatorKind } from '../../utils/model/indicator.ts';
import { MispFileSchema, type MispAttribute, type MispEvent, type MispObject } from './misp-schema.ts';
import {
  categoryOf,
  categoryTag,
  dayIn,
  MAX_PARTNER_FILE_CHARS,
  partnerIndicator,
  type PartnerFile,
} from './partner-file.ts';
import type { ExportOptions } from './export-options.ts';
import { isTlpTag, tagRestriction } from './tlp-restriction.ts';

const TYPES: Readonly<Record<string, IndicatorKind>> = {
  domain: 'domain',
  hostname: 'domain',
  'domain|ip': 'domain',
  'hostname|port': 'domain',
  url: 'domain',
  uri: 'domain',
  email: 'email',
  'email-src': 'email',
  'phone-number': 'phone',
  btc: 'wallet',
};
/** Object name and relation that identify somebody. */
const RELATIONS: Readonly<Record<string, IndicatorKind>> = {
  'telegram-account username': 'telegram',
  'telegram-account phone': 'phone',
  'facebook-account account-name': 'facebook',
  'facebook-account account-id': 'facebook',
  'facebook-account link': 'facebook',
  'instagram-account account-name': 'instagram',
  'instagram-account link': 'instagram',
  'organization name': 'company',
  'organization phone-number': 'phone',
  'organization e-mail': 'email',
  'coin-address address': 'wallet',
  'coin-address address-crypto': 'wallet',
  'phone msisdn': 'phone',
};
const FINGERPRINT = 'joblantern-text:';

/** @throws Refusal when it is no MISP event; what cannot be used of one is named in `skipped` */
export function parseMisp(text: string): PartnerFile {
  const events = eventsOf(text);
  const file: PartnerFile = { source: '', indicators: [], withdrawn: [], skipped: [] };
  const makers = new Set<string>();
  for (const event of events) {
    if (event.Orgc !== undefined && event.Orgc.name !== '') makers.add(event.Orgc.name);
    for (const attribute of event.Attribute) readAttribute(file, event, attribute, null);
    for (const object of event.Object) {
      for (const attribute of object.Attribute) readAttribute(file, event, attribute, object);
    }
  }
  file.source = [...makers].join(', ');
  return file;
}

function eventsOf(text: string): MispEvent[] {
  if (text.length > MAX_PARTNER_FILE_CHARS)
    throw new Refusal('The file is too large to be read at once; export fewer events.');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`It is not JSON: ${(error as Error).message}`);
  }
  const read = v.safeParse(MispFileSchema, json);
  if (!read.success) throw new Refusal(`It is no MISP event: ${v.summarize(read.issues).split('\n')[0]}`);
  const envelopes = Array.isArray(read.output)
    ? read.output
    : 'response' in read.output
      ? read.output.response
      : [read.output];
  return envelopes.map(({ Event }) => Event);
}

function readAttribute(file: PartnerFile, event: MispEvent, attribute: MispAttribute, object: MispObject | null): void {
  const kind = kindOf(attribute, object);
  const reference = attribute.uuid ?? object?.uuid ?? event.uuid;
  // Context, not an indicator.
  if (kind === null && !attribute.to_ids) return;
  if (kind === null) return void file.skipped.push(`${reference}: ${attribute.type} is not a kind of indicator here`);
  if (!attribute.to_ids) return void file.skipped.push(`${reference}: it is not marked for detection (to_ids)`);
  // In composite types such as `domain|ip` the first part identifies somebody.
  const [first = ''] = attribute.type.includes('|') ? attribute.value.split('|') : [attribute.value];
  const value = first.startsWith(FINGERPRINT) ? first.slice(FINGERPRINT.length) : first;
  const tags = [attribute.Tag ?? [], event.Tag ?? []].map((some) => some.map(({ name }) => name));
  const one = partnerIndicator(kind, value, {
    category: categoryOf(tags[0] ?? []) ?? categoryOf(tags[1] ?? []),
    listedOn: dayIn(attribute.first_seen) ?? dayIn(attribute.timestamp) ?? event.date ?? null,
    expiresOn: null,
    reference,
    restriction: restrictionOf(attribute) ?? (object && restrictionOf(object)) ?? restrictionOf(event),
  });
  if (one === null) file.skipped.push(`${reference}: "${value}" is no ${kind} that names anybody`);
  else if (attribute.deleted || object?.deleted === true) file.withdrawn.push(one);
  else file.indicators.push(one);
}

/**
 * Returns what the tags or the distribution of one level forbid; null for nothing. Distribution says to which servers an event
 * goes: all (3), or as the level above says (5). A public TLP tag of the same level says more, so it counts instead.
 */
function restrictionOf({ Tag = [], distribution = '5' }: Pick<MispAttribute, 'Tag' | 'distribution'>): string | null {
  const tags = Tag.map(({ name }) => name);
  if (tags.some(isTlpTag)) return tagRestriction(tags);
  return ['3', '5'].includes(distribution.trim()) ? null : `distribution ${distribution}`;
}

function kindOf(attribute: MispAttribute, object: MispObject | null): IndicatorKind | null {
  if (attribute.type === 'other' && attribute.value.startsWith(FINGERPRINT)) return 'text';
  const relation = attribute.object_relation ?? '';
  if (object?.name === 'user-account' && (relation === 'username' || relation === 'user-id')) {
    const type = object.Attribute.find((other) => other.object_relation === 'account-type')?.value.toLowerCase() ?? '';
    return isIndicatorKind(type) ? type : null;
  }
  const key = `${object?.name} ${relation}`;
  if (object !== null && Object.hasOwn(RELATIONS, key)) return RELATIONS[key] ?? null;
  return Object.hasOwn(TYPES, attribute.type) ? (TYPES[attribute.type] ?? null) : null;
}

interface Template {
  name: string;
  'meta-category': string;
  template_uuid: string;
  template_version: string;
}

const template = (name: string, meta: string, uuid: string, version: string): Template => ({
  name,
  'meta-category': meta,
  template_uuid: uuid,
  template_version: version,
});
const ORGANIZATION = template('organization', 'misc', 'f750e12b-127a-432c-b022-b3f9153c4e2a', '9');
const COIN = template('coin-address', 'financial', 'd0e6997e-78da-4815-a6a1-cfc1c1cb8a46', '7');
const ACCOUNT = template('user-account', 'misc', '49606b06-22f0-4ac8-8eee-2f12ad46f3d3', '6');

/** Returns the JSON of one event with every entry. Ids are the same at every export. */
export function writeMisp(all: readonly Entry[], options: ExportOptions): string {
  const entries = all.filter(isAccusation);
  const day = dayOf(options.now);
  const id = (...of: string[]): string => generateDeterministicId('x', [options.publisher, ...of]).slice(3);
  const attribute = (entry: Accusation, type: string, category: string, value: string, detect = true) => ({
    uuid: id(entry.kind, entry.value, type),
    type,
    category,
    value,
    to_ids: detect,
    timestamp: seconds(entry.listedOn),
    disable_correlation: false,
    comment: options.evidence ? `${options.publisher}: ${entry.evidence}` : '',
    Tag: [{ name: categoryTag(entry.category) }],
  });
  const part = (entry: Accusation, relation: string, value = entry.value, detect = true) => ({
    ...attribute(entry, 'text', 'Other', value, detect),
    uuid: id(entry.kind, entry.value, relation),
    object_relation: relation,
  });
  const object = (entry: Accusation, form: Template, parts: ReturnType<typeof part>[]) => ({
    uuid: id(entry.kind, entry.value, form.name),
    ...form,
    timestamp: seconds(entry.listedOn),
    Attribute: parts,
  });
  const attributes: ReturnType<typeof attribute>[] = [];
  const objects: ReturnType<typeof object>[] = [];
  for (const entry of entries) {
    const { kind, value } = entry;
    if (kind === 'domain') {
      const page = value.includes('/');
      attributes.push(attribute(entry, page ? 'url' : 'domain', 'Network activity', page ? `https://${value}` : value));
    } else if (kind === 'email') attributes.push(attribute(entry, 'email', 'Social network', value));
    else if (kind === 'phone') attributes.push(attribute(entry, 'phone-number', 'Other', value));
    else if (kind === 'text') attributes.push(attribute(entry, 'other', 'Other', `${FINGERPRINT}${value}`));
    else if (kind === 'company') objects.push(object(entry, ORGANIZATION, [part(entry, 'name')]));
    else if (kind === 'wallet') objects.push(object(entry, COIN, [part(entry, 'address-crypto')]));
    else objects.push(object(entry, ACCOUNT, [part(entry, 'username'), part(entry, 'account-type', kind, false)]));
  }
  const event = {
    uuid: id('event', day),
    info: `Indicators listed by ${options.publisher}`,
    date: day,
    timestamp: seconds(day),
    threat_level_id: '2',
    analysis: '2',
    distribution: '0',
    published: false,
    Orgc: { uuid: id('publisher'), name: options.publisher },
    Tag: [{ name: `tlp:${options.tlp}` }],
    Attribute: attributes,
    Object: objects,
  };
  v.parse(MispFileSchema, { Event: event });
  return `${JSON.stringify({ Event: event }, null, 2)}\n`;
}

const seconds = (day: string): string => String(Date.parse(`${day}T00:00:00Z`) / 1000);
