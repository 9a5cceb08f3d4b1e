/** What a partner's file says, whatever its format; and the words in which partners name our categories. */
import { CATEGORIES, type Category, type Indicator } from '../../utils/model/indicator.ts';
import { indicatorOf } from '../../utils/indicators/canonical.ts';
import type { IndicatorKind } from '../../utils/model/indicator.ts';

export interface PartnerIndicator extends Indicator {
  /** Null when the partner does not say, or says it in words that are not ours. */
  category: Category | null;
  /** Days, `YYYY-MM-DD`. */
  listedOn: string | null;
  expiresOn: string | null;
  /** The partner's own number for it, by which it can be asked after. */
  reference: string;
  /** `GREEN`, `AMBER` or the like where the partner does not want it published; else null. */
  restricted: string | null;
  /** As the partner wrote it: its form here can mean more (a page becomes its whole domain). */
  written: string;
}

export interface PartnerFile {
  /** Who made the file; '' when it does not say. */
  source: string;
  indicators: PartnerIndicator[];
  /** What the partner once named and has taken back. */
  withdrawn: PartnerIndicator[];
  /** What was left out and why, a line each. */
  skipped: string[];
}

/** Largest file that is read, UTF-16 units. */
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

/** The tag in which our own exports name a category. */
export const categoryTag = (category: Category): string => `joblantern:category="${category}"`;

/** The category that labels or tags name; null when none does, or two disagree. */
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

/** The first day of a time in RFC 3339 or of a Unix time in seconds; null for anything else. */
export function dayIn(time: unknown): string | null {
  if (typeof time !== 'string') return null;
  if (/^\d{4}-\d{2}-\d{2}(?:T|$)/u.test(time)) return time.slice(0, 10);
  return /^\d{9,10}$/u.test(time) ? new Date(Number(time) * 1000).toISOString().slice(0, 10) : null;
}

/** A partner's value in our form; null when it names nobody by itself. */
export function partnerIndicator(
  kind: IndicatorKind,
  written: string,
  rest: Omit<PartnerIndicator, 'kind' | 'value' | 'written'>,
): PartnerIndicator | null {
  const indicator = indicatorOf(kind, written);
  return indicator === null ? null : { ...indicator, ...rest, written };
}
