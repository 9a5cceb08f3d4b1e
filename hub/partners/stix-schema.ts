/** Schemas of the STIX 2.1 objects that we read and write (OASIS Standard, 10 June 2021). */
import * as v from 'valibot';
import { dayIn } from './partner-file.ts';

const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}';
const identifier = (type: string) => v.pipe(v.string(), v.regex(new RegExp(`^${type}--${UUID}$`, 'u')));
const timestamp = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.endsWith('Z'),
  v.check((time) => dayIn(time) !== null, 'Invalid timestamp: no such day, or no T before the time'),
);
const some = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.minLength(1));

/** Any object. STIX section 11 allows custom types and properties. */
const ObjectSchema = v.looseObject({
  type: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u), v.minLength(3), v.maxLength(250)),
  id: identifier('[a-z][a-z0-9-]+[a-z0-9]'),
});
export type StixObject = v.InferOutput<typeof ObjectSchema>;

export const BundleSchema = v.looseObject({
  type: v.literal('bundle'),
  id: identifier('bundle'),
  objects: v.optional(some(ObjectSchema)),
});

export const IndicatorSchema = v.looseObject({
  type: v.literal('indicator'),
  spec_version: v.literal('2.1'),
  id: identifier('indicator'),
  created_by_ref: v.optional(identifier('identity')),
  created: timestamp,
  modified: timestamp,
  revoked: v.optional(v.boolean()),
  labels: v.optional(some(v.string())),
  name: v.optional(v.string()),
  indicator_types: v.optional(some(v.string())),
  pattern: v.string(),
  pattern_type: v.string(),
  valid_from: timestamp,
  valid_until: v.optional(timestamp),
  external_references: v.optional(some(v.looseObject({ source_name: v.string() }))),
  object_marking_refs: v.optional(some(identifier('marking-definition'))),
  granular_markings: v.optional(
    v.array(v.looseObject({ marking_ref: v.optional(v.string()), lang: v.optional(v.string()) })),
  ),
});
export type StixIndicator = v.InferOutput<typeof IndicatorSchema>;

/** The parts of a marking definition that say who may know (STIX 7.2.1); TLP 2.0 is an extension. */
export const MarkingDefinitionSchema = v.looseObject({
  type: v.literal('marking-definition'),
  definition: v.optional(v.looseObject({ tlp: v.optional(v.string()), statement: v.optional(v.string()) })),
  extensions: v.optional(v.record(v.string(), v.looseObject({ tlp_2_0: v.optional(v.string()) }))),
});

const marking = (tlp: string, uuid: string) => {
  const id = `marking-definition--${uuid}`;
  const created = '2017-01-20T00:00:00.000Z';
  const definition = {
    type: 'marking-definition',
    spec_version: '2.1',
    id,
    created,
    definition_type: 'tlp',
    name: `TLP:${tlp.toUpperCase()}`,
    definition: { tlp },
  };
  return { id, definition };
};

/** TLP 1.0 marking definitions (STIX 7.2.1.4). Their `white` is `clear` in TLP 2.0. */
export const MARKINGS = {
  clear: marking('white', '613f2e26-407d-48c7-9eca-b8e91df99dc9'),
  green: marking('green', '34098fce-860f-48ae-8e50-ebd3cc5e41da'),
  amber: marking('amber', 'f88d31f6-486f-44da-b317-01333bde0b82'),
  red: marking('red', '5e57c739-391a-4eb3-b6be-7d15ca92d5ed'),
} as const;
