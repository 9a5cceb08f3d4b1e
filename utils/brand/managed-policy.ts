/**
 * What an organisation sets for its computers by policy (`storage.managed`): see docs/POLICY.md. Each part is read by
 * itself: a fault in one is named and leaves the others in force.
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

/** Chromium's policies hold the root as JSON text, Firefox's may hold it as an object. */
const Root = v.pipe(
  v.unknown(),
  v.transform((value) => (typeof value === 'string' ? parseJson(value) : value)),
  v.looseObject(
    { signed: v.looseObject({ _type: v.literal('root') }, 'must be a signed root'), signatures: v.array(v.unknown()) },
    'must be the root that `hub channel root` prints',
  ),
);

/** Who can read reports is named by the root alone, so there is no field for it. */
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
  /** Who set the browser up; null without a policy. */
  organisation: string | null;
  /** Another publisher than the package's. */
  publisher: ManagedPublisher | null;
  /** BCP 47. */
  language: string | null;
  hidden: readonly OptionPart[];
  /** The organisation has told its people what the extension does: no welcome at install. */
  consentGiven: boolean;
  /** What of the policy was not understood, e.g. `publisher.root: must be a signed root`. */
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

/** @param policy what the browser hands over; null or empty without a policy */
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
