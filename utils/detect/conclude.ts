/** Makes the verdict from the analysis of a post and the listings of what it names. */
import { isAllowEntry } from '../indicators/order-by-precedence.ts';
import { MIN_MATCHING_BANDS } from '../indicators/text-fingerprint.ts';
import type { ListingMatch, Mention } from '../model/indicator.ts';
import type { Level, Reason, Verdict } from '../model/verdict.ts';
import type { Analysis } from './analysis.ts';

/**
 * A listed contact, domain or account is danger. A listed name or text alone, or a disputed listing, is caution. In an
 * awareness text a listing is a note. Expired listings do not count. An allow entry lowers the level that the text alone
 * would give, and hides no listing (docs/publisher/lists.md).
 * @param today `YYYY-MM-DD`
 */
export function conclude(analysis: Analysis, matches: readonly ListingMatch[], today: string): Verdict {
  const { language, score, reasons } = analysis;
  const all = matches.filter(({ listing }) => listing.expiresOn === undefined || listing.expiresOn >= today);
  const live = withoutChanceTexts(all.filter((hit) => !isAllowEntry(hit)));
  const strongest = live.toSorted((a, b) => matchStrength(b) - matchStrength(a))[0];
  if (strongest === undefined) return concludeUnlisted(analysis, all.filter(isAllowEntry));
  if (analysis.isAwarenessText) {
    const note = toReason(strongest, 'listed-in-warning', 'note', analysis);
    return { level: 'none', kind: null, score, language, reasons: [note, ...reasons] };
  }
  const certain = matchStrength(strongest) === 2;
  const level: Level = certain || analysis.level === 'danger' ? 'danger' : 'caution';
  const id = reasonOf(strongest);
  return {
    level,
    kind: 'listed',
    score: Math.max(score, certain ? 0.99 : 0.7),
    language,
    reasons: [toReason(strongest, id, certain ? 'strong' : 'moderate', analysis), ...reasons],
    listing: strongest.listing,
  };
}

/**
 * Lowers the level by one step when every contact, domain and account of the post is verified. A name alone is not
 * enough, as anybody can use it. Nor is a verified address beside another one, which may be bait.
 */
function concludeUnlisted(analysis: Analysis, allowed: readonly ListingMatch[]): Verdict {
  const { language, score, level, kind, reasons } = analysis;
  const [first] = allowed;
  if (first === undefined) return { level, kind, score, language, reasons };
  const contacts = analysis.mentions.filter((mention) => mention.kind !== 'company' && mention.kind !== 'text');
  const isVerified = ({ field, start, end }: Mention): boolean =>
    allowed.some(
      ({ mention, listing }) =>
        listing.disputedSince === undefined &&
        mention.field === field &&
        mention.start === start &&
        mention.end === end,
    );
  if (contacts.length === 0 || !contacts.every(isVerified)) return { level, kind, score, language, reasons };
  const lower: Level = level === 'danger' ? 'caution' : 'none';
  const note = toReason(first, 'listed-verified', 'mitigating', analysis);
  return { level: lower, kind: lower === 'none' ? null : kind, score, language, reasons: [...reasons, note] };
}

/** One fingerprint may match by chance: a listed text counts when several of its fingerprints match. */
function withoutChanceTexts(matches: readonly ListingMatch[]): ListingMatch[] {
  const valuesByListedText = new Map<string, Set<string>>();
  const listedText = ({ listing }: ListingMatch): string => `${listing.publisher}\n${listing.evidence}`;
  for (const hit of matches) {
    if (hit.mention.kind !== 'text') continue;
    const key = listedText(hit);
    valuesByListedText.set(key, (valuesByListedText.get(key) ?? new Set()).add(hit.mention.value));
  }
  return matches.filter(
    (hit) => hit.mention.kind !== 'text' || (valuesByListedText.get(listedText(hit))?.size ?? 0) >= MIN_MATCHING_BANDS,
  );
}

/** 2: a contact, domain or account; 1: a name or a text alone, or under dispute. */
function matchStrength({ mention, listing }: ListingMatch): number {
  if (listing.disputedSince !== undefined) return 1;
  return mention.kind === 'company' || mention.kind === 'text' ? 1 : 2;
}

function reasonOf(hit: ListingMatch): string {
  if (hit.listing.disputedSince !== undefined) return 'listed-disputed';
  if (hit.mention.kind === 'text') return 'listed-text';
  return matchStrength(hit) === 2 ? 'listed' : 'listed-name';
}

function toReason(
  { mention, listing }: ListingMatch,
  id: string,
  severity: Reason['severity'],
  analysis: Analysis,
): Reason {
  const { field, start, end } = mention;
  const own = analysis.mentions.find((each) => each.field === field && each.start === start && each.end === end);
  const source = listing.publisher;
  if (own === undefined || mention.kind === 'text')
    return { id, severity, field, quote: null, start: null, end: null, source };
  return { id, severity, field, quote: own.quote, start, end, source };
}
