/**
 * Listed handles that the recogniser may have misread in a picture. They give a caution at most, with the handle as it is
 * listed. The lists hold hashes, so each possible handle is looked up, through the same check as any text.
 */
import { handleVariants } from '../indicators/handle-variants.ts';
import type { Reason } from '../model/verdict.ts';
import type { ContactKind } from '../text/contacts.ts';
import type { CheckResult } from './check-text.ts';

/** The form in which a handle is looked up, by the kind of contact. `chat` is a bare `@name`. */
const FORMS: Partial<Record<ContactKind, string>> = {
  chat: '@',
  telegram: 'https://t.me/',
  line: 'https://line.me/ti/p/~',
  instagram: 'https://instagram.com/',
  facebook: 'https://facebook.com/',
};
const MAX_CONTACTS = 6;
/** As many contacts as are found again in one text. */
const MAX_CANDIDATES = 480;
/** Words behind a handle whose underscores may have become spaces. */
const MAX_WORDS = 2;
/** The first letters of a handle, too few to be one. */
const BROKEN_HANDLE = /(?<![\w.])@[a-z0-9]{1,2}(?= [a-z0-9])/giu;
/** Score, 0 to 1, of a caution for a listed handle that may have been misread. */
const SCORE = 0.5;

/** Checks a text that was read from a picture. @param check judges a text, lists included */
export async function checkReadText(text: string, check: (text: string) => Promise<CheckResult>): Promise<CheckResult> {
  const result = await check(text);
  if (result.verdict.listing !== undefined || result.verdict.kind === 'held') return result;
  const candidates = likelyHandles(text, result);
  return candidates.length === 0 ? result : addLikelyHandle(result, await check(candidates.join('\n')));
}

/** The handles that may be meant, as links or with `@`. */
function likelyHandles(text: string, { contacts }: CheckResult): string[] {
  const broken = (text.match(BROKEN_HANDLE) ?? []).map((raw) => ({ kind: 'chat' as const, raw }));
  const found = [...contacts, ...broken].filter(({ kind }) => FORMS[kind] !== undefined).slice(0, MAX_CONTACTS);
  const share = Math.floor(MAX_CANDIDATES / Math.max(1, found.length));
  return found.flatMap(({ kind, raw }) => {
    const handle = raw.replace(/^.*[/~@]/u, '').toLowerCase();
    if (!/^[a-z0-9._-]{1,32}$/u.test(handle)) return [];
    const joined = [handle, ...withNextWords(text, raw)].map((name) => name.replaceAll(/[-.]/gu, '_'));
    const names = [...joined, ...joined.flatMap((name) => handleVariants(name, Math.floor(share / joined.length)))];
    const others = [...new Set(names)].filter((name) => name !== handle).slice(0, share);
    return others.map((name) => `${FORMS[kind] ?? ''}${name}`);
  });
}

/** The handle with the words behind it, as where its underscores were read as spaces. */
function withNextWords(text: string, raw: string): string[] {
  const at = text.indexOf(raw);
  const rest = at < 0 ? '' : text.slice(at + raw.length);
  const words = /^(?: [a-z0-9]{1,15}(?![\p{L}\p{N}]))+/iu.exec(rest)?.[0].trim().toLowerCase().split(' ') ?? [];
  const handle = raw.replace(/^.*[/~@]/u, '').toLowerCase();
  return words.slice(0, MAX_WORDS).map((_, index) => [handle, ...words.slice(0, index + 1)].join('_'));
}

function addLikelyHandle(result: CheckResult, guessed: CheckResult): CheckResult {
  const [first] = guessed.verdict.reasons;
  if (guessed.verdict.listing === undefined || first?.id !== 'listed' || first.quote === null) return result;
  const quote = `@${first.quote.replace(/^.*[/~@]/u, '')}`;
  const { publisher } = guessed.verdict.listing;
  const reason: Reason = {
    id: 'listed-likely',
    severity: 'moderate',
    field: 'text',
    quote,
    start: null,
    end: null,
    source: publisher,
  };
  const { verdict } = result;
  const reasons = [reason, ...verdict.reasons];
  if (verdict.level !== 'none') return { ...result, verdict: { ...verdict, reasons } };
  return {
    ...result,
    verdict: { ...verdict, level: 'caution', kind: 'listed', score: Math.max(verdict.score, SCORE), reasons },
  };
}
