/**
 * What the desk stores of a report, to sort and group it. It is the engine's reading, and indicators that can be
 * listed.
 */
import { analyse, conclude, type Knowledge } from '../detect/analyse.ts';
import type { ListingMatch, Indicator } from '../model/indicator.ts';
import type { JobPost } from '../model/job-post.ts';
import type { Level, Reason, VerdictKind } from '../model/verdict.ts';
import type { FeedbackAnswer } from '../report/feedback-answer.ts';
import type { ReportPictureFault } from '../report/report-picture.ts';
import type { ReportCategory, ReportDocument, ReportKind } from '../report/report-document.ts';

/** `private`: only the reporter or a closed group could see it. An indicator in it may have been made for one person. */
export type SourceVisibility = 'private' | 'public';

export interface ReportFacts {
  /** The report's own id, 32 hexadecimal digits. */
  id: string;
  kind: ReportKind;
  createdOn: string;
  site: string;
  source: SourceVisibility;
  /** First words of the title or text, for lists. */
  title: string;
  categories: ReportCategory[];
  level: Level;
  verdictKind: VerdictKind | null;
  score: number;
  language: string;
  /** Accounts, numbers, domains, names: canonical, without duplicates, `MAX_INDICATORS` at most. */
  indicators: Indicator[];
  /** Fingerprints of the text, ten at most. */
  prints: string[];
  /** Perceptual hash of the report's picture; null or absent without one. */
  picturePrint?: string | null;
  /** The answer to "Was this right?" and the verdict that it is about; absent in other reports. */
  feedback?: { answer: FeedbackAnswer; reasons: string[]; language: string };
  /** SHA-256 of the reporter's outcome key; null when the reporter asked for no code. */
  outcome: string | null;
}

export interface ReportReading {
  level: Level;
  kind: VerdictKind | null;
  score: number;
  language: string;
  /** The post is an awareness text. Desks have stored it under this name since version 0.1. */
  guarded: boolean;
  reasons: Reason[];
  /** Why the report's picture was left out; null or absent when nothing was. */
  pictureFault?: ReportPictureFault | null;
}

/** A report with more indicators is about a list, not about a recruiter. The rest is shown, but not used for grouping. */
export const MAX_INDICATORS = 24;

/** The post of a report in the form that the engine reads. */
export function toJobPost({ id, post }: ReportDocument): JobPost {
  return {
    id,
    url: post.url ?? '',
    site: post.site,
    kind: post.kind,
    title: post.title ?? '',
    company: post.company ?? '',
    location: post.location ?? '',
    salary: post.salary ?? '',
    text: post.text ?? '',
    contacts: post.contacts ?? [],
    poster: post.poster ?? '',
    ...(post.postedAt === undefined ? {} : { postedAt: post.postedAt }),
  };
}

/** @param today `YYYY-MM-DD` */
export function readReport(
  document: ReportDocument,
  knowledge: Knowledge,
  today: string,
): { facts: ReportFacts; reading: ReportReading } {
  const post = toJobPost(document);
  const analysis = analyse(post, knowledge);
  const none: ListingMatch[] = [];
  const verdict = conclude(analysis, none, today);
  const indicators = new Map<string, Indicator>();
  const prints = new Set<string>();
  for (const { kind, value } of analysis.mentions) {
    if (kind === 'text') prints.add(value);
    else if (indicators.size < MAX_INDICATORS) indicators.set(`${kind}:${value}`, { kind, value });
  }
  const { level, kind, score, language, reasons } = verdict;
  return {
    facts: {
      id: document.id,
      kind: document.kind,
      createdOn: document.createdOn,
      site: document.post.site,
      source: sourceVisibility(document),
      title: (post.title || post.text || post.company || document.words).slice(0, 120),
      categories: [...document.categories],
      level,
      verdictKind: kind,
      score,
      language,
      indicators: [...indicators.values()],
      prints: [...prints].slice(0, 10),
      outcome: document.outcome ?? null,
      ...feedbackFacts(document),
    },
    reading: { level, kind, score, language, guarded: analysis.isAwarenessText, reasons },
  };
}

function feedbackFacts({ kind, answer, verdict }: ReportDocument): Pick<ReportFacts, 'feedback'> {
  if (kind !== 'feedback' || answer === undefined || verdict === null) return {};
  return { feedback: { answer, reasons: [...new Set(verdict.reasons)], language: verdict.language } };
}

/** Hosts and paths that only members can read. */
const CLOSED_HOST =
  /(?:^|\.)(?:(?:web|chat)\.whatsapp\.com|wa\.me|m\.me|web\.telegram\.org|messenger\.com|discord\.(?:com|gg)|slack\.com|signal\.(?:group|me)|teams\.(?:microsoft|live)\.com|web\.skype\.com|messages\.google\.com|web\.wechat\.com|wx\.qq\.com|chat\.zalo\.me|line\.me|mail\.[a-z.]+|outlook\.(?:live|office)\.com)$/iu;
const CLOSED_PATH = /\/(?:messages?|messaging|inbox|direct|chat|im|dm|mail|groups?|joinchat|invite)(?:[/?#]|$)|^\/\+/iu;
/** A message in a private group or channel of Telegram: only members can open its address. */
const TELEGRAM_PRIVATE = /^(?:www\.)?(?:t|telegram)\.(?:me|dog)\/c\//iu;

/** `public` only for an address on the open web. A message, a closed group or no address at all is private. */
export function sourceVisibility({ kind, post }: Pick<ReportDocument, 'kind' | 'post'>): SourceVisibility {
  const { url = '' } = post;
  if (kind === 'suspicious-message' || post.kind === 'message' || !URL.canParse(url)) return 'private';
  const { protocol, hostname, pathname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return 'private';
  const isClosed =
    CLOSED_HOST.test(hostname) || CLOSED_PATH.test(pathname) || TELEGRAM_PRIVATE.test(`${hostname}${pathname}`);
  return isClosed ? 'private' : 'public';
}
