/** What the card for family or a case worker says, in the reader's language: the same words for picture and text. */
import type { CheckResult } from '../../utils/check/check-text.ts';
import { chooseQuestions, type Questions } from '../../utils/check/questions.ts';
import type { Translator } from '../../utils/i18n/messages.ts';
import type { Level, Reason } from '../../utils/model/verdict.ts';
import { displayText } from '../display-text.ts';
import { mitigatingReasons, increasingReasons } from '../reasons/reasons-by-effect.ts';
import { levelKey, adviceKeys } from '../warning/level-key.ts';
import { routeOf } from './route-stops.ts';
import { seenKey } from './seen-key.ts';

export interface CardSection {
  heading: string;
  lines: string[];
}

export interface Card {
  title: string;
  level: Level;
  verdict: string;
  /** Who listed it, or null. */
  listing: string | null;
  sections: CardSection[];
  foot: string;
  language: string;
  direction: 'ltr' | 'rtl';
}

const MOST_QUOTED = 60;
const MOST_QUESTIONS = 3;

/** @param today `YYYY-MM-DD` */
export function cardOf(
  pasted: string,
  { verdict, places }: CheckResult,
  questions: Questions | null,
  words: Translator,
  name: string,
  today: string,
): Card {
  const { t, find, day, region } = words;
  const line = (reason: Reason): string => {
    const meaning = find(`reason.${reason.id}`, 'reason.other');
    const quote = reason.quote === null ? '' : displayText(reason.quote, MOST_QUOTED);
    // The quote may run the other way than the card: it is set apart so that neither turns the other.
    return quote === '' ? meaning : `\u2068“${quote}”\u2069 – ${meaning}`;
  };
  const stops = routeOf(places, '', null).map(({ start, end, country, kind }) => {
    const named = displayText(pasted.slice(start ?? 0, end ?? 0), 40);
    return `\u2068${named}\u2069, ${region(country)}: ${t(`route.kind.${kind}`)}`;
  });
  const asked = questions === null ? [] : chooseQuestions(verdict.reasons, questions).slice(0, MOST_QUESTIONS);
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
      { heading: t(seenKey(verdict)), lines: increasingReasons(verdict.reasons).map(line) },
      { heading: t('warning.speaks-for'), lines: mitigatingReasons(verdict.reasons).map(line) },
      { heading: t('route.title'), lines: stops },
      { heading: t('questions.title'), lines: asked.map((id) => find(`question.${id}`, 'question.employer')) },
      { heading: t('warning.next'), lines: adviceKeys(verdict).map((key) => t(key)) },
    ].filter(({ lines }) => lines.length > 0),
    foot: t('card.made', { name, day: day(today) }),
    language: words.language,
    direction: words.direction,
  };
}

/** Lines that open with a foreign quote: without the mark, many programs set them from left to right. */
const RIGHT_TO_LEFT = '\u200f';

export function cardText(card: Card): string {
  const bullet = card.direction === 'rtl' ? `${RIGHT_TO_LEFT}- ` : '- ';
  const sections = card.sections.map(({ heading, lines }) =>
    [heading, ...lines.map((line) => bullet + line)].join('\n'),
  );
  const head = [card.title, '', card.verdict, ...(card.listing === null ? [] : [card.listing])].join('\n');
  return `${[head, ...sections, card.foot].join('\n\n')}\n`;
}
