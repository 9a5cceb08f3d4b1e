/** Text of the share card for family or a case worker, in the reader's language; picture and text show the same. */
import type { CheckResult } from '../../utils/check/check-text.ts';
import { chooseQuestions, type Questions } from '../../utils/check/questions.ts';
import type { Translator } from '../../utils/i18n/messages.ts';
import type { Level, Reason } from '../../utils/model/verdict.ts';
import { displayText } from '../display-text.ts';
import { mitigatingReasons, increasingReasons } from '../reasons/reasons-by-effect.ts';
import { levelKey, adviceKeys } from '../warning/level-key.ts';
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

/** @param today `YYYY-MM-DD` */
export function buildShareCard(
  pasted: string,
  { verdict, places }: CheckResult,
  questions: Questions | null,
  words: Translator,
  name: string,
  today: string,
): ShareCard {
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
  const questionIds =
    questions === null ? [] : chooseQuestions(verdict.reasons, questions).slice(0, MAX_CARD_QUESTIONS);
  const { listing } = verdict;
  return {
    title: t('card.heading'),
    level: verdict.level,
    verdict: t(levelKey(verdict)),
    listing:
      listing === undefined
        ? null
        : t('listing.line', { publisher: displayText(listing.publisher, 80), day: day(listing.listedOn) }),
    sections: [
      { heading: t(reasonsHeadingKey(verdict)), lines: increasingReasons(verdict.reasons).map(line) },
      { heading: t('warning.speaks-for'), lines: mitigatingReasons(verdict.reasons).map(line) },
      { heading: t('route.title'), lines: stops },
      { heading: t('questions.title'), lines: questionIds.map((id) => find(`question.${id}`, 'question.employer')) },
      { heading: t('warning.next'), lines: adviceKeys(verdict).map((key) => t(key)) },
    ].filter(({ lines }) => lines.length > 0),
    foot: t('card.made', { name, day: day(today) }),
    language: words.language,
    direction: words.direction,
  };
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
