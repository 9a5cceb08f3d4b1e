/**
 * The settings that an organisation makes by policy (`storage.managed`): see docs/publisher/policy.md. Each part is parsed alone: a
 * fault in one is reported, and the others stay in use.
 */
import * as v from 'valibot';
import { LANGUAGES } from '../i18n/languages.ts';

/** Parts of the options page that a policy may hide. */
export const OPTION_PARTS = ['sites', 'list', 'language', 'sensitivity', 'data', 'welcome'] as const;
export type OptionPart = (typeof OPTION_PARTS)[number];

const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
const httpUrl = v.pipe(
  v.string(),
  v.check((value) => /^https?:\/\//u.test(value) && URL.canParse(value), 'must be an http(s) address'),
);

/** Chromium's policies contain the root as JSON text, Firefox's may contain it as an object. */
const Root = v.pipe(
  v.unknown(),
  v.transform((value) => (typeof value === 'string' ? parseJson(value) : value)),
  v.looseObject(
    { signed: v.looseObject({ _type: v.literal('root') }, 'must be a signed root'), signatures: v.array(v.unknown()) },
    'must be the root that `hub channel root` prints',
  ),
);

/** The recipients of reports stand in the root, so there is no field for them. */
const PublisherSchema = v.strictObject({
  name: text(80),
  channel: httpUrl,
  root: Root,
  relay: v.optional(v.nullable(httpUrl), null),
  mail: v.optional(v.nullable(v.pipe(v.string(), v.email())), null),
  dispute: v.optional(v.nullable(text(500)), null),
});
export type ManagedPublisher = v.InferOutput<typeof PublisherSchema>;

const PART_SCHEMAS = {
  organisation: text(80),
  publisher: PublisherSchema,
  language: v.picklist(LANGUAGES.map(({ tag }) => tag)),
  hide: v.array(v.picklist(OPTION_PARTS)),
  consentGiven: v.boolean(),
};

export interface ManagedPolicy {
  /** Name of the organisation; null without a policy. */
  organisation: string | null;
  /** The publisher that replaces the package's. */
  publisher: ManagedPublisher | null;
  /** BCP 47. */
  language: string | null;
  hidden: readonly OptionPart[];
  /** The organisation has informed its people about the extension: no welcome page at install. */
  consentGiven: boolean;
  /** Parts of the policy that could not be read, such as `publisher.root: must be a signed root`. */
  faults: readonly string[];
}

export const UNMANAGED: ManagedPolicy = {
  organisation: null,
  publisher: null,
  language: null,
  hidden: [],
  consentGiven: false,
  faults: [],
};

/** @param policy the content of `storage.managed`; null or empty without a policy */
export function readPolicy(policy: unknown): ManagedPolicy {
  if (typeof policy !== 'object' || policy === null) return UNMANAGED;
  const faults: string[] = [];
  const read = <K extends keyof typeof PART_SCHEMAS>(name: K): v.InferOutput<(typeof PART_SCHEMAS)[K]> | null => {
    const value = (policy as Record<string, unknown>)[name];
    if (value === undefined || value === null) return null;
    const result = v.safeParse(PART_SCHEMAS[name], value);
    if (result.success) return result.output;
    for (const issue of result.issues)
      faults.push(`${[name, v.getDotPath(issue)].filter(Boolean).join('.')}: ${issue.message}`);
    return null;
  };
  for (const name of Object.keys(policy)) if (!Object.hasOwn(PART_SCHEMAS, name)) faults.push(`${name}: not known`);
  return {
    organisation: read('organisation'),
    publisher: read('publisher'),
    language: read('language'),
    hidden: read('hide') ?? [],
    consentGiven: read('consentGiven') ?? false,
    faults,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
