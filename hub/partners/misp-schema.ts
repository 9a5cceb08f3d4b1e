/** Schemas of the parts of the MISP core format 2.5 that we read and write. Its numbers are strings. */
import * as v from 'valibot';

const uuid = v.pipe(v.string(), v.uuid());
/** Some servers write numbers instead of strings. */
const text = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((value) => String(value)),
);
const flag = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['0', '1', 0, 1]),
    v.transform((value) => Number(value) === 1),
  ),
]);
const tags = v.optional(v.array(v.looseObject({ name: v.string() })));

/** 0 to 4, or 5: as the event says. */
const distribution = v.optional(text);

const AttributeSchema = v.looseObject({
  uuid: v.optional(uuid),
  type: v.string(),
  category: v.optional(v.string()),
  value: text,
  to_ids: v.optional(flag, false),
  deleted: v.optional(flag, false),
  timestamp: v.optional(text),
  first_seen: v.nullish(v.string()),
  last_seen: v.nullish(v.string()),
  object_relation: v.nullish(v.string()),
  distribution,
  Tag: tags,
});
export type MispAttribute = v.InferOutput<typeof AttributeSchema>;

const ObjectSchema = v.looseObject({
  uuid: v.optional(uuid),
  name: v.string(),
  deleted: v.optional(flag, false),
  distribution,
  Tag: tags,
  Attribute: v.optional(v.array(AttributeSchema), []),
});
export type MispObject = v.InferOutput<typeof ObjectSchema>;

const EventSchema = v.looseObject({
  uuid,
  info: v.string(),
  date: v.optional(v.pipe(v.string(), v.isoDate())),
  Orgc: v.optional(v.looseObject({ name: v.optional(v.string(), '') })),
  Attribute: v.optional(v.array(AttributeSchema), []),
  Object: v.optional(v.array(ObjectSchema), []),
  distribution,
  Tag: tags,
});
export type MispEvent = v.InferOutput<typeof EventSchema>;

/** One event as MISP exports it, several as its search answers, or a list of either. */
const EnvelopeSchema = v.object({ Event: EventSchema });
export const MispFileSchema = v.union([
  EnvelopeSchema,
  v.object({ response: v.array(EnvelopeSchema) }),
  v.array(EnvelopeSchema),
]);
