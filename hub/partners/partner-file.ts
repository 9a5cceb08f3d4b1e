/** A partner's file in one form for all formats, and the words by which partners name our categories. */
import { CATEGORIES, type Category, type Indicator } from '../../utils/model/indicator.ts';
import { indicatorOf } from '../../utils/indicators/canonical.ts';
import type { IndicatorKind } from '../../utils/model/indicator.ts';

export interface PartnerIndicator extends Indicator {
  /** null when the file gives none of our categories. */
  category: Category | null;
  /** Days, `YYYY-MM-DD`. */
  listedOn: string | null;
  expiresOn: string | null;
  /** The partner's own identifier: a STIX id or a MISP UUID. */
  reference: string;
  /** The marking that forbids publication, for example `TLP:AMBER`; else null. */
  restriction: string | null;
  /** The value in the file. The canonical value can mean more: a page becomes its whole domain. */
  rawValue: string;
}

export interface PartnerFile {
  /** Organisation that made the file; '' when not given. */
  source: string;
  indicators: PartnerIndicator[];
  /** Indicators that the partner has revoked (STIX) or deleted (MISP). */
  withdrawn: PartnerIndicator[];
  /** Indicators that were left out and why, a line each. */
  skipped: string[];
}

/** Why an indicator with this marking is left out. */
export const restrictedReason = (restriction: string): string =>
  `is marked ${restriction}, which is not for the public: ask whoever shared it`;

/** Largest file, in UTF-16 units. */
export const MAX_PARTNER_FILE_CHARS = 64 * 1024 * 1024;

const CATEGORY_WORDS: Readonly<Record<string, Category>> = {
  ...Object.fromEntries(CATEGORIES.map((category) => [category, category])),
  'human-trafficking': 'trafficking',
  'trafficking-in-persons': 'trafficking',
  'forced-labour': 'trafficking',
  'forced-labor': 'trafficking',
  'forced-criminality': 'trafficking',
  'job-fraud': 'job-scam',
  'employment-fraud': 'job-scam',
  'recruitment-fraud': 'job-scam',
  'unlicensed-agency': 'illegal-agency',
};

/** The tag that our exports give a category (MISP machine tag). */
export const categoryTag = (category: Category): string => `joblantern:category="${category}"`;

/** Returns the category that labels or tags name; null when none does or two disagree. */
export function categoryOf(labels: readonly string[]): Category | null {
  const found = new Set<Category>();
  for (const label of labels) {
    const [, tagged] = /[:=]\s*"?([^":=]+)"?\s*$/u.exec(label) ?? [];
    const word = (tagged ?? label)
      .trim()
      .toLowerCase()
      .replaceAll(/[\s_]+/gu, '-');
    const category = Object.hasOwn(CATEGORY_WORDS, word) ? CATEGORY_WORDS[word] : undefined;
    if (category !== undefined) found.add(category);
  }
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

/**
 * Returns the day of a time in RFC 3339 or of a Unix time in seconds. Null for anything else, and for days that do not exist.
 */
export function dayIn(time: unknown): string | null {
  if (typeof time !== 'string') return null;
  if (/^\d{4}-\d{2}-\d{2}(?:T|$)/u.test(time)) {
    const day = time.slice(0, 10);
    const read = new Date(`${day}T00:00:00Z`);
    // Date reads February 30 as March 2.
    return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day) ? day : null;
  }
  return /^\d{9,10}$/u.test(time) ? new Date(Number(time) * 1000).toISOString().slice(0, 10) : null;
}

/** Returns the indicator in canonical form; null when the value identifies nobody by itself. */
export function partnerIndicator(
  kind: IndicatorKind,
  rawValue: string,
  rest: Omit<PartnerIndicator, 'kind' | 'value' | 'rawValue'>,
): PartnerIndicator | null {
  const indicator = indicatorOf(kind, rawValue);
  return indicator === null ? null : { ...indicator, ...rest, rawValue };
}
