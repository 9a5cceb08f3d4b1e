/**
 * Parses the four kinds of TUF 1.0 metadata (specification section 4) from bytes to checked data. Parsed metadata is not yet
 * trusted. Unknown members are kept for the signature and otherwise ignored (TUF 4.1).
 */
import { canonicalize } from '@tufjs/canonical-json';
import * as v from 'valibot';
import { decodeUtf8, encodeUtf8 } from '../indicators/utf8.ts';
import { ChannelError } from './channel-error.ts';

const keyId = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const length = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const hashes = v.looseObject({ sha256 });
const fileName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/u));

/** TUF 4.3: key IDs of a role are unique. At most 64. */
const keyIds = v.pipe(
  v.array(keyId),
  v.maxLength(64),
  v.check((ids) => new Set(ids).size === ids.length, 'a key ID occurs twice'),
);
const role = v.looseObject({ keyids: keyIds, threshold: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) });
const keys = v.record(
  keyId,
  v.looseObject({ keytype: v.string(), scheme: v.string(), keyval: v.looseObject({ public: v.string() }) }),
);

const common = {
  spec_version: v.pipe(v.string(), v.regex(/^1\.\d+(?:\.\d+)?$/u, 'is not TUF 1.x')),
  version,
  expires: v.pipe(
    v.string(),
    v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/u),
    v.check((time) => !Number.isNaN(Date.parse(time)), 'is not a valid time'),
  ),
};

const metaFile = v.looseObject({ version, length: v.optional(length), hashes: v.optional(hashes) });
const targetFile = v.looseObject({ length, hashes });

/** Names are unique. Otherwise a person could be shown one of two roles with the same name, and a client use the other. */
const delegatedRoles = v.pipe(
  v.array(v.looseObject({ ...role.entries, name: v.string(), paths: v.optional(v.array(v.string())) })),
  v.check((roles) => new Set(roles.map(({ name }) => name)).size === roles.length, 'a role occurs twice'),
);

const SCHEMAS = {
  root: v.looseObject({
    _type: v.literal('root'),
    ...common,
    /** TUF 6.2: file names carry a version or digest, so a client never sees half of a release. */
    consistent_snapshot: v.literal(true),
    keys,
    roles: v.looseObject({ root: role, timestamp: role, snapshot: role, targets: role }),
    custom: v.optional(
      v.looseObject({
        /**
         * Age recipients of reports. Only the root names them, so its threshold of keys is needed to change them. The hub signs
         * no more than a report has room for; a root with more stays readable.
         */
        recipients: v.optional(
          v.pipe(v.array(v.pipe(v.string(), v.regex(/^age1[0-9a-z]{20,2000}$/u))), v.maxLength(20)),
        ),
        publisher: v.optional(v.pipe(v.string(), v.maxLength(80))),
      }),
    ),
  }),
  timestamp: v.looseObject({
    _type: v.literal('timestamp'),
    ...common,
    meta: v.strictObject({ 'snapshot.json': metaFile }),
  }),
  snapshot: v.looseObject({ _type: v.literal('snapshot'), ...common, meta: v.record(fileName, metaFile) }),
  targets: v.looseObject({
    _type: v.literal('targets'),
    ...common,
    targets: v.record(fileName, targetFile),
    delegations: v.optional(
      v.looseObject({
        keys,
        roles: v.optional(delegatedRoles, () => []),
      }),
    ),
  }),
};

export type MetadataType = keyof typeof SCHEMAS;
export type SignedData<T extends MetadataType> = v.InferOutput<(typeof SCHEMAS)[T]>;
export type Keys = v.InferOutput<typeof keys>;
export type Role = v.InferOutput<typeof role>;
export type MetaFile = v.InferOutput<typeof metaFile>;
export type TargetFile = v.InferOutput<typeof targetFile>;

const EnvelopeSchema = v.looseObject({
  signatures: v.pipe(
    v.array(v.looseObject({ keyid: keyId, sig: v.string() })),
    v.maxLength(64),
    v.check((list) => new Set(list.map(({ keyid }) => keyid)).size === list.length, 'a key ID occurs twice'),
  ),
  signed: v.looseObject({}),
});

/** Well-formed metadata, not yet trusted. */
export interface Metadata<T extends MetadataType> {
  bytes: Uint8Array;
  signed: SignedData<T>;
  /** Canonical JSON of `signed`: the data that the signatures cover (TUF 4.2). */
  payload: Uint8Array;
  signatures: { keyid: string; sig: string }[];
}

/** Throws a ChannelError `malformed` that names the file and the member. @param name file name, for the message */
export function parseMetadata<T extends MetadataType>(type: T, name: string, bytes: Uint8Array): Metadata<T> {
  try {
    const json = parseStrict(decodeUtf8(bytes));
    const envelope = v.parse(EnvelopeSchema, json);
    const signed = v.parse(SCHEMAS[type], envelope.signed) as SignedData<T>;
    const payload = encodeUtf8(canonicalize((json as { signed: unknown }).signed));
    return { bytes, signed, payload, signatures: envelope.signatures };
  } catch (error) {
    const path = v.isValiError(error) ? `${v.getDotPath(error.issues[0]) ?? '(file)'}: ` : '';
    throw new ChannelError('malformed', `${name}: ${path}${(error as Error).message}`);
  }
}

/** Parses JSON in which no object has a member twice: two parsers could read such a signed text differently. */
function parseStrict(text: string): unknown {
  const json: unknown = JSON.parse(text);
  // Outside strings, each member has one colon.
  const colons = text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"/gu, '').split(':').length - 1;
  if (colons !== countMembers(json)) throw new Error('an object has a member twice');
  return json;
}

function countMembers(json: unknown): number {
  if (typeof json !== 'object' || json === null) return 0;
  const values = Object.values(json);
  return (
    (Array.isArray(json) ? 0 : values.length) + values.reduce<number>((sum, value) => sum + countMembers(value), 0)
  );
}
