/** The verdict: the analysis, and the listings of what the post names. */
import { isAllowEntry } from '../indicators/order-by-precedence.ts';
import { MIN_MATCHING_BANDS } from '../indicators/text-fingerprint.ts';
import type { ListingMatch, Mention } from '../model/indicator.ts';
import type { Level, Reason, Verdict } from '../model/verdict.ts';
import type { Analysis } from './analysis.ts';

/**
 * `today`: `YYYY-MM-DD`. A listed contact, domain or account in an offer is danger; a name or a text alone caution, as is
 * anything under dispute; in a warning text a hit is a note; what has expired is nothing. An allow entry lowers what the text
 * alone would give, and hides no listing (docs/publisher/lists.md).
 */
export function conclude(analysis: Analysis, hits: readonly ListingMatch[], today: string): Verdict {
  const { language, score, reasons } = analysis;
  const all = hits.filter(({ listing }) => listing.expiresOn === undefined || listing.expiresOn >= today);
  const live = matchedTexts(all.filter((hit) => !isAllowEntry(hit)));
  const strongest = live.toSorted((a, b) => hitStrength(b) - hitStrength(a))[0];
  if (strongest === undefined) return concludeUnlisted(analysis, all.filter(isAllowEntry));
  if (analysis.isAwarenessText) {
    const note = toReason(strongest, 'listed-in-warning', 'note', analysis);
    return { level: 'none', kind: null, score, language, reasons: [note, ...reasons] };
  }
  const certain = hitStrength(strongest) === 2;
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
 * One step lower, when every contact, domain and account that the post names was verified: a name alone is borrowed in a moment,
 * and a verified address beside another one is bait.
 */
function concludeUnlisted(analysis: Analysis, allowed: readonly ListingMatch[]): Verdict {
  const { language, score, level, kind, reasons } = analysis;
  const [first] = allowed;
  if (first === undefined) return { level, kind, score, language, reasons };
  const ways = analysis.mentions.filter((mention) => mention.kind !== 'company' && mention.kind !== 'text');
  const isVerified = ({ field, start, end }: Mention): boolean =>
    allowed.some(
      ({ mention, listing }) =>
        listing.disputedSince === undefined &&
        mention.field === field &&
        mention.start === start &&
        mention.end === end,
    );
  if (ways.length === 0 || !ways.every(isVerified)) return { level, kind, score, language, reasons };
  const lower: Level = level === 'danger' ? 'caution' : 'none';
  const note = toReason(first, 'listed-verified', 'mitigating', analysis);
  return { level: lower, kind: lower === 'none' ? null : kind, score, language, reasons: [...reasons, note] };
}

/** One fingerprint may be met by chance: a listed text counts when several of its own are met. */
function matchedTexts(hits: readonly ListingMatch[]): ListingMatch[] {
  const met = new Map<string, Set<string>>();
  const listedText = ({ listing }: ListingMatch): string => `${listing.publisher}\n${listing.evidence}`;
  for (const hit of hits) {
    if (hit.mention.kind !== 'text') continue;
    const key = listedText(hit);
    met.set(key, (met.get(key) ?? new Set()).add(hit.mention.value));
  }
  return hits.filter(
    (hit) => hit.mention.kind !== 'text' || (met.get(listedText(hit))?.size ?? 0) >= MIN_MATCHING_BANDS,
  );
}

/** 2: a contact, domain or account; 1: a name or a text alone, or under dispute. */
function hitStrength({ mention, listing }: ListingMatch): number {
  if (listing.disputedSince !== undefined) return 1;
  return mention.kind === 'company' || mention.kind === 'text' ? 1 : 2;
}

function reasonOf(hit: ListingMatch): string {
  if (hit.listing.disputedSince !== undefined) return 'listed-disputed';
  if (hit.mention.kind === 'text') return 'listed-text';
  return hitStrength(hit) === 2 ? 'listed' : 'listed-name';
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
