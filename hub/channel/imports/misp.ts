/** A MISP event as JSON: its attributes, and those of its objects, that are marked as indicators. */
import * as v from 'valibot';
import { Refusal } from '../../refusal.ts';
import type { ForeignList } from './foreign-list.ts';
import { sharingFault } from './sharing.ts';

const tags = v.optional(v.array(v.looseObject({ name: v.string() })), () => []);
const flag = v.optional(v.union([v.boolean(), v.string(), v.number()]), false);
const AttributeSchema = v.looseObject({
  type: v.string(),
  value: v.string(),
  uuid: v.optional(v.string(), ''),
  object_relation: v.optional(v.nullable(v.string()), null),
  to_ids: flag,
  deleted: flag,
  Tag: tags,
});
type Attribute = v.InferOutput<typeof AttributeSchema>;
const attributes = v.optional(v.array(v.unknown()), () => []);
const EventSchema = v.looseObject({
  uuid: v.optional(v.string(), ''),
  info: v.optional(v.string(), ''),
  Attribute: attributes,
  Object: v.optional(
    v.array(v.looseObject({ name: v.optional(v.string(), ''), deleted: flag, Attribute: attributes })),
    () => [],
  ),
  Tag: tags,
});
type Event = v.InferOutput<typeof EventSchema>;

/** Type of an attribute to kind; of `a|b`, the first part counts. */
const KINDS: Readonly<Record<string, string>> = {
  domain: 'domain',
  hostname: 'domain',
  'domain|ip': 'domain',
  'hostname|port': 'domain',
  url: 'domain',
  uri: 'domain',
  email: 'email',
  'email-src': 'email',
  'email-dst': 'email',
  'email-reply-to': 'email',
  'phone-number': 'phone',
  'whois-registrant-phone': 'phone',
  'whois-registrant-email': 'email',
  btc: 'wallet',
};

/** Objects whose attributes are plain text: object and relation to kind. */
const RELATIONS: Readonly<Record<string, string>> = {
  'telegram-account username': 'telegram',
  'telegram-account phone': 'phone',
  'facebook-account account-name': 'facebook',
  'facebook-account link': 'facebook',
  'instagram-account account-name': 'instagram',
  'instagram-account link': 'instagram',
  'phone phone-number': 'phone',
};

export function readMisp(json: unknown): Omit<ForeignList, 'format'> {
  const read: Omit<ForeignList, 'format'> = { rows: [], refused: [], passed: 0 };
  for (const event of eventsOf(json)) {
    const whole = event.Attribute.map((raw) => ({ raw, object: '', gone: false }));
    const parts = event.Object.flatMap(({ name, deleted, Attribute }) =>
      Attribute.map((raw) => ({ raw, object: name, gone: isSet(deleted) })),
    );
    for (const { raw, object, gone } of [...whole, ...parts]) take(read, event, raw, object, gone);
  }
  return read;
}

/** `{"Event": ...}`, `{"response": [...]}` or a list of either. */
function eventsOf(json: unknown): Event[] {
  const found: Event[] = [];
  const look = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) look(each);
    else if (typeof part === 'object' && part !== null && 'response' in part) look(part.response);
    else if (typeof part === 'object' && part !== null && 'Event' in part) {
      const event = v.safeParse(EventSchema, part.Event);
      if (!event.success)
        throw new Refusal(
          `The MISP event cannot be read: ${v.getDotPath(event.issues[0]) ?? '(event)'}: ${event.issues[0].message}`,
        );
      found.push(event.output);
    }
  };
  look(json);
  if (found.length === 0) throw new Refusal('This is neither a STIX bundle nor a MISP event ({"Event": ...}).');
  return found;
}

function take(read: Omit<ForeignList, 'format'>, event: Event, raw: unknown, object: string, gone: boolean): void {
  const attribute = v.safeParse(AttributeSchema, raw);
  if (!attribute.success) {
    read.refused.push({ place: `event ${event.uuid}`, text: '', reason: 'holds an attribute that cannot be read' });
    return;
  }
  const { type, value, uuid } = attribute.output;
  const place = uuid === '' ? `attribute ${value}` : uuid;
  const found = kindOf(attribute.output, object, event.Tag, gone);
  if (typeof found === 'string') read.refused.push({ place, text: `${type} ${value}`, reason: found });
  else {
    const evidence = `MISP ${uuid === '' ? event.uuid : uuid}`;
    read.rows.push({
      place,
      cells: { kind: found.kind, value: type.includes('|') ? (value.split('|')[0] ?? '') : value, evidence },
    });
  }
}

function kindOf(
  { type, object_relation: relation, to_ids: isIndicator, deleted, Tag }: Attribute,
  object: string,
  eventTags: readonly { name: string }[],
  gone: boolean,
): { kind: string } | string {
  if (isSet(deleted) || gone) return 'was deleted';
  const fault = sharingFault([...eventTags, ...Tag].map(({ name }) => name));
  if (fault !== null) return fault;
  const kind = RELATIONS[`${object} ${relation ?? ''}`] ?? KINDS[type];
  if (kind === undefined) return `is of the type ${type}, which has no kind here`;
  return isSet(isIndicator) ? { kind } : 'is not marked as an indicator (to_ids is off)';
}

function isSet(flag: boolean | string | number): boolean {
  return flag === true || flag === 1 || flag === '1' || flag === 'true';
}
