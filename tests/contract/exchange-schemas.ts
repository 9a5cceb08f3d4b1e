/**
 * JSON Schemas of what we hand to partners, written down from the specifications: STIX 2.1 (OASIS Standard, 10 June 2021),
 * TAXII 2.1 (OASIS Standard, 10 June 2021), MISP core format 2.5. They allow no member that the specification does not name.
 */

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const text = { type: 'string', minLength: 1 };
/** STIX 3.2, TAXII 3.8.1: RFC 3339 in UTC. */
const timestamp = { type: 'string', pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$` };
const identifier = (type: string) => ({ type: 'string', pattern: `^${type}--${UUID}$` });
const list = (items: object) => ({ type: 'array', minItems: 1, items });
const closed = (required: Record<string, object>, optional: Record<string, object> = {}) => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

/** STIX 3.2, the common properties that we write. */
const common = (type: string) => ({
  type: { const: type },
  spec_version: { const: '2.1' },
  id: identifier(type),
  created: timestamp,
});

/** STIX 4.5. */
const identity = closed({ ...common('identity'), modified: timestamp, name: text }, { identity_class: text });
/** STIX 4.7. */
const indicator = closed(
  {
    ...common('indicator'),
    modified: timestamp,
    pattern: text,
    pattern_type: { const: 'stix' },
    valid_from: timestamp,
  },
  {
    created_by_ref: identifier('identity'),
    name: text,
    indicator_types: list(text),
    labels: list(text),
    pattern_version: text,
    valid_until: timestamp,
    object_marking_refs: list(identifier('marking-definition')),
    external_references: list(closed({ source_name: text }, { external_id: text })),
  },
);
/** STIX 7.2.1. */
const marking = closed(
  {
    ...common('marking-definition'),
    definition_type: { const: 'tlp' },
    definition: closed({ tlp: { enum: ['white', 'green', 'amber', 'red'] } }),
  },
  { name: text },
);
const stixObjects = list({ oneOf: [identity, indicator, marking] });

/** STIX 8. */
const STIX_BUNDLE = closed({ type: { const: 'bundle' }, id: identifier('bundle') }, { objects: stixObjects });

const url = { type: 'string', pattern: '^https://\\S+/$' };
const collection = closed(
  {
    id: { type: 'string', pattern: `^${UUID}$` },
    title: text,
    can_read: { type: 'boolean' },
    can_write: { type: 'boolean' },
  },
  { media_types: list({ const: 'application/stix+json;version=2.1' }) },
);
const entry = closed({ id: text, date_added: timestamp, version: timestamp }, { media_type: text });
/** TAXII 4.1.1, 4.2.1, 5.1.1, 5.2.1, 5.3.1 and 3.7 (envelope). */
const TAXII = {
  discovery: closed({ title: text }, { default: url, api_roots: list(url) }),
  apiRoot: closed({
    title: text,
    versions: list({ const: 'application/taxii+json;version=2.1' }),
    max_content_length: { type: 'integer', minimum: 1 },
  }),
  collections: closed({}, { collections: list(collection) }),
  collection,
  manifest: closed({}, { more: { type: 'boolean' }, objects: list(entry) }),
  envelope: closed({}, { more: { type: 'boolean' }, objects: stixObjects }),
};

const uuid = { type: 'string', pattern: `^${UUID}$` };
const seconds = { type: 'string', pattern: String.raw`^\d+$` };
const tags = {
  type: 'array',
  uniqueItems: true,
  items: closed({ name: text }, { colour: text, exportable: { type: 'boolean' } }),
};
const attribute = closed(
  { uuid, type: text, category: text, value: text, to_ids: { type: 'boolean' } },
  {
    timestamp: seconds,
    comment: { type: 'string' },
    disable_correlation: { type: 'boolean' },
    object_relation: { type: 'string' },
    first_seen: text,
    last_seen: text,
    Tag: tags,
  },
);
const object = closed(
  {
    uuid,
    name: text,
    'meta-category': text,
    template_uuid: uuid,
    template_version: seconds,
    Attribute: { type: 'array', uniqueItems: true, items: attribute },
  },
  {
    timestamp: seconds,
    comment: { type: 'string' },
    description: { type: 'string' },
    first_seen: text,
    last_seen: text,
  },
);
/** MISP core format 2.5: numbers are strings. */
const MISP_EVENT = closed({
  Event: closed(
    {
      uuid,
      info: text,
      date: { type: 'string', pattern: String.raw`^\d{4}-\d\d-\d\d$` },
      threat_level_id: { enum: ['1', '2', '3', '4'] },
      analysis: { enum: ['0', '1', '2'] },
      distribution: { enum: ['0', '1', '2', '3', '4'] },
    },
    {
      timestamp: seconds,
      published: { type: 'boolean' },
      Orgc: closed({ uuid }, { name: text }),
      Tag: tags,
      Attribute: { type: 'array', uniqueItems: true, items: attribute },
      Object: { type: 'array', uniqueItems: true, items: object },
    },
  ),
});

export const EXCHANGE_SCHEMAS = { STIX_BUNDLE, TAXII, MISP_EVENT };
