/** Text of the share card for family or a case worker, in the reader's language; picture and text show the same. */
import type { CheckResult } from '../../utils/check/check-text.ts';
import { chooseQuestions } from '../../utils/check/questions.ts';
import type { Translator } from '../../utils/i18n/messages.ts';
import type { Level, Reason } from '../../utils/model/verdict.ts';
import { displayText } from '../display-text.ts';
import { mitigatingReasons, increasingReasons } from '../reasons/reasons-by-effect.ts';
import type { Help } from '../../utils/model/help.ts';
import { officeName } from '../help/office-name.ts';
import { adviceKeys } from '../warning/level-key.ts';
import type { CheckData } from './check-data.ts';
import { resultKey } from './result-key.ts';
import { urgentContacts } from './urgent-contacts.ts';
import { routeStops } from './route-stops.ts';
import { reasonsHeadingKey } from './reasons-heading-key.ts';

export interface ShareCardPart {
  heading: string;
  lines: string[];
}

export interface ShareCard {
  title: string;
  level: Level;
  verdict: string;
  /** Line that names the publisher of the listing, or null. */
  listing: string | null;
  sections: ShareCardPart[];
  foot: string;
  language: string;
  direction: 'ltr' | 'rtl';
}

const MAX_QUOTE_UNITS = 60;
const MAX_CARD_QUESTIONS = 3;

const MAX_CONTACTS = 5;
const MAX_NUMBERS = 2;

export interface ShareCardInput {
  pasted: string;
  result: CheckResult;
  data: CheckData;
  /** Name of the product. */
  name: string;
  /** `YYYY-MM-DD` */
  today: string;
}

export function buildShareCard({ pasted, result, data, name, today }: ShareCardInput, words: Translator): ShareCard {
  const { verdict, places } = result;
  const isHeld = verdict.kind === 'held';
  const { t, find, day, region } = words;
  const line = (reason: Reason): string => {
    const meaning = find(`reason.${reason.id}`, 'reason.other');
    const quote = reason.quote === null ? '' : displayText(reason.quote, MAX_QUOTE_UNITS);
    // Isolate the quote: its direction may differ from the card's
    return quote === '' ? meaning : `\u2068“${quote}”\u2069 – ${meaning}`;
  };
  const stops = routeStops(places, '', null).map(({ start, end, country, kind }) => {
    const named = displayText(pasted.slice(start ?? 0, end ?? 0), 40);
    return `\u2068${named}\u2069, ${region(country)}: ${t(`route.kind.${kind}`)}`;
  });
  const { questions, help } = data;
  const questionIds =
    questions === null || isHeld ? [] : chooseQuestions(verdict.reasons, questions).slice(0, MAX_CARD_QUESTIONS);
  const { listing } = verdict;
  return {
    title: isHeld ? t('help.title') : t('card.heading'),
    level: verdict.level,
    verdict: t(resultKey(result)),
    listing:
      listing === undefined
        ? null
        : t('listing.line', { publisher: displayText(listing.publisher, 80), day: day(listing.listedOn) }),
    sections: [
      { heading: t(reasonsHeadingKey(verdict)), lines: increasingReasons(verdict.reasons).map(line) },
      { heading: t('warning.speaks-for'), lines: mitigatingReasons(verdict.reasons).map(line) },
      { heading: t('route.title'), lines: stops },
      { heading: t('questions.title'), lines: questionIds.map((id) => find(`question.${id}`, 'question.employer')) },
      { heading: t('warning.next'), lines: (isHeld ? HELD_KEYS : adviceKeys(verdict)).map((key) => t(key)) },
      {
        heading: t('card.contacts'),
        lines: result.contacts
          .slice(0, MAX_CONTACTS)
          .map(({ raw }) => `\u2068${displayText(raw, MAX_QUOTE_UNITS)}\u2069`),
      },
      { heading: t('help.title'), lines: help === null ? [] : numberLines(help, result, words) },
    ].filter(({ lines }) => lines.length > 0),
    foot: t('card.made', { name, day: day(today) }),
    language: words.language,
    direction: words.direction,
  };
}

const HELD_KEYS = ['held.send.1', 'held.send.2', 'held.send.3', 'held.avoid.1'] as const;

/** Names and numbers of contacts to call. */
function numberLines(help: Help, { places }: CheckResult, words: Translator): string[] {
  return urgentContacts(help, places)
    .filter(({ entry }) => entry.number !== undefined)
    .slice(0, MAX_NUMBERS)
    .map(({ entry, country }) => `${officeName(entry, country, words).text}: \u2068${entry.number}\u2069`);
}

/** Mark at the start of a line: without it, many programs set a line that starts with a Latin quote left to right. */
const RIGHT_TO_LEFT = '\u200f';

export function shareCardText(card: ShareCard): string {
  const bullet = card.direction === 'rtl' ? `${RIGHT_TO_LEFT}- ` : '- ';
  const sections = card.sections.map(({ heading, lines }) =>
    [heading, ...lines.map((line) => bullet + line)].join('\n'),
  );
  const head = [card.title, '', card.verdict, ...(card.listing === null ? [] : [card.listing])].join('\n');
  return `${[head, ...sections, card.foot].join('\n\n')}\n`;
}
