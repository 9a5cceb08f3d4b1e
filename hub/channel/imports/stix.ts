/** A STIX 2.1 bundle: its indicators whose patterns name one thing at a time. */
import * as v from 'valibot';
import { Refusal } from '../../refusal.ts';
import type { ForeignList, ForeignRow } from './foreign-list.ts';
import { sharingFault } from './sharing.ts';

const ObjectSchema = v.looseObject({
  type: v.string(),
  id: v.string(),
  pattern: v.optional(v.string()),
  pattern_type: v.optional(v.string()),
  valid_until: v.optional(v.string()),
  revoked: v.optional(v.boolean()),
  indicator_types: v.optional(v.array(v.string())),
  object_marking_refs: v.optional(v.array(v.string()), () => []),
});
type StixObject = v.InferOutput<typeof ObjectSchema>;
const BundleSchema = v.looseObject({ type: v.literal('bundle'), objects: v.array(v.unknown()) });

/** Objects that name somebody without saying that he is bad. */
const OBSERVATIONS = new Set(['domain-name', 'url', 'email-addr', 'user-account', 'observed-data']);

const PATHS: Readonly<Record<string, string>> = {
  'domain-name:value': 'domain',
  'url:value': 'domain',
  'email-addr:value': 'email',
};
const ACCOUNTS = new Set(['telegram', 'whatsapp', 'line', 'wechat', 'zalo', 'qq', 'facebook', 'instagram']);

export function readStix(json: unknown): Omit<ForeignList, 'format'> {
  const bundle = v.safeParse(BundleSchema, json);
  if (!bundle.success) throw new Refusal('This is no STIX 2.1 bundle: it needs "type": "bundle" and "objects".');
  const read: Omit<ForeignList, 'format'> = { rows: [], refused: [], passed: 0 };
  for (const [at, raw] of bundle.output.objects.entries()) {
    const object = v.safeParse(ObjectSchema, raw);
    if (!object.success) {
      read.refused.push({ place: `object ${at + 1}`, text: '', reason: 'is no STIX object' });
      continue;
    }
    const { id, type, pattern = '' } = object.output;
    const found = rowsOf(object.output);
    if (typeof found === 'string')
      read.refused.push({ place: id, text: pattern === '' ? type : pattern, reason: found });
    else if (found.length === 0) read.passed++;
    else read.rows.push(...found);
  }
  return read;
}

function rowsOf(object: StixObject): ForeignRow[] | string {
  const { id, type, pattern, valid_until: until } = object;
  if (OBSERVATIONS.has(type)) return 'is an observation: only an indicator says that something is bad';
  if (type !== 'indicator') return [];
  if (object.revoked === true) return 'was revoked';
  if (object.indicator_types?.includes('benign') === true) return 'is said to be benign';
  const fault = sharingFault(object.object_marking_refs);
  if (fault !== null) return fault;
  if (pattern === undefined || (object.pattern_type ?? 'stix') !== 'stix')
    return 'has no pattern in the language of STIX';
  const found = patternOf(pattern);
  if (typeof found === 'string') return found;
  const cells = { evidence: `STIX ${id}`, ...(until === undefined ? {} : { expires_on: until.slice(0, 10) }) };
  return found.map((each) => ({ place: id, cells: { ...each, ...cells } }));
}

type Named = { kind: string; value: string };

const COMPARISON = /^([a-z0-9-]+:[A-Za-z0-9_.'-]+)\s*=\s*'((?:[^'\\]|\\.)*)'$/u;

/** `[domain-name:value = 'a.com' OR url:value = 'b.org'] OR [...]`: what it names, or why it cannot be listed. */
function patternOf(pattern: string): Named[] | string {
  const found: Named[] = [];
  for (const observation of splitOutside(pattern, 'OR')) {
    const alone = ['AND', 'FOLLOWEDBY'].every((word) => splitOutside(observation, word).length === 1);
    const inner = alone ? /^\[([\s\S]*)\]$/u.exec(observation)?.[1] : undefined;
    if (inner === undefined) return 'needs several observations together, which a list cannot say';
    for (const choice of splitOutside(inner, 'OR')) {
      const named = namedBy(splitOutside(choice.replace(/^\(([\s\S]*)\)$/u, '$1'), 'AND'));
      if (typeof named === 'string') return named;
      found.push(named);
    }
  }
  return found;
}

function namedBy(parts: readonly string[]): Named | string {
  const values = new Map<string, string>();
  for (const part of parts) {
    const [, path = '', value] = COMPARISON.exec(part) ?? [];
    if (value === undefined) return `compares in a way that a list cannot say: ${part}`;
    values.set(path, value.replaceAll(/\\(.)/gu, '$1'));
  }
  const account = values.get('user-account:account_login') ?? values.get('user-account:user_id');
  const service = values.get('user-account:account_type')?.toLowerCase();
  if (account !== undefined && service !== undefined && values.size === 2) {
    return ACCOUNTS.has(service)
      ? { kind: service, value: account }
      : `names an account of ${service}, which has no kind here`;
  }
  const [first] = values;
  if (first === undefined || values.size !== 1) return 'needs several things at once, which a list cannot say';
  const kind = PATHS[first[0]];
  return kind === undefined ? `names a ${first[0]}, which has no kind here` : { kind, value: first[1] };
}

/** Splits at a word that stands outside of quotes and brackets. */
function splitOutside(text: string, word: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === "'") {
      for (at++; at < text.length && text[at] !== "'"; at++) if (text[at] === '\\') at++;
    } else if ('[('.includes(char)) depth++;
    else if ('])'.includes(char)) depth--;
    else if (depth === 0 && new RegExp(`^\\s${word}\\s`, 'u').test(text.slice(at, at + word.length + 2))) {
      parts.push(text.slice(start, at).trim());
      at += word.length;
      start = at + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts;
}
