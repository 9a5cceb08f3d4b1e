/** Text of the share card for family or a case worker, in the reader's language. Picture and text show the same. */
import { isolateHandles } from './isolates.ts';
import type { CheckResult } from '../../utils/check/check-text.ts';
import { chooseQuestions } from '../../utils/check/questions.ts';
import type { Translator } from '../../utils/i18n/messages.ts';
import type { Level, Reason } from '../../utils/model/verdict.ts';
import { displayText } from '../display-text.ts';
import { mitigatingReasons, increasingReasons } from '../reasons/reasons-by-effect.ts';
import type { Help, HelpEntry } from '../../utils/model/help.ts';
import type { HelpContact } from '../help/HelpEntryItem.tsx';
import { localText } from '../help/local-text.ts';
import { officeName } from '../help/office-name.ts';
import { stepsSource } from '../help/SelfReportPart.tsx';
import { adviceKeys } from '../warning/level-key.ts';
import type { CheckData } from './check-data.ts';
import { resultKey } from './result-key.ts';
import { urgentContacts } from './urgent-contacts.ts';
import { urgentHeading, urgentNote } from './urgent-heading.ts';
import type { HeldChoice } from './use-held-choice.ts';
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
/** Contacts on a card about an offer, and on one about somebody who is held. */
const MAX_NUMBERS = 2;
const MAX_HELD_CONTACTS = 4;

export interface ShareCardInput {
  pasted: string;
  result: CheckResult;
  /** Whose numbers are on the card. */
  held: HeldChoice;
  data: CheckData;
  /** Name of the product. */
  name: string;
  /** `YYYY-MM-DD` */
  today: string;
}

export function buildShareCard(
  { pasted, result, held, data, name, today }: ShareCardInput,
  translator: Translator,
): ShareCard {
  const { verdict, places } = result;
  const isHeld = verdict.kind === 'held';
  const { t, find, day, region } = translator;
  const line = (reason: Reason): string => {
    const meaning = find(`reason.${reason.id}`, 'reason.other');
    const quote = reason.quote === null ? '' : displayText(reason.quote, MAX_QUOTE_UNITS);
    // Isolate the quote: its direction may differ from the card's
    return quote === '' ? meaning : `\u2068“${isolateHandles(quote)}”\u2069 – ${meaning}`;
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
      ...(help === null ? [] : helpParts(help, held, isHeld, translator)),
    ].filter(({ lines }) => lines.length > 0),
    foot: t('card.made', { name, day: day(today) }),
    language: translator.language,
    direction: translator.direction,
  };
}

const HELD_KEYS = ['held.send.1', 'held.send.2', 'held.send.3', 'held.avoid.1'] as const;

/** Whom to call, as on the page. For somebody who is held also steps, and web addresses where no number is known. */
function helpParts(
  help: Help,
  { where, passport }: HeldChoice,
  isHeld: boolean,
  translator: Translator,
): ShareCardPart[] {
  const { t, region, language } = translator;
  const groups = urgentContacts(help, where, passport);
  const hasNumber = ({ entry }: HelpContact): boolean => (entry.number ?? entry.telegram) !== undefined;
  const all = groups.flatMap(({ contacts }) => contacts);
  const shown = (all.some(hasNumber) || !isHeld ? all.filter(hasNumber) : all).slice(
    0,
    isHeld ? MAX_HELD_CONTACTS : MAX_NUMBERS,
  );
  const local = isHeld ? help.countries.find(({ country }) => country === where) : undefined;
  return [
    ...groups.map((group) => {
      const note = urgentNote(group);
      const lines = group.contacts
        .filter((contact) => shown.includes(contact))
        .map((contact) => contactLine(contact, translator));
      return {
        heading: urgentHeading(group, translator),
        lines: note === null || lines.length === 0 ? lines : [...lines, t(note)],
      };
    }),
    ...(local?.selfReport === undefined
      ? []
      : [
          {
            heading: t('help.self-report', { country: region(where) }),
            lines: [
              ...local.selfReport.steps.map((step) => localText(step, language).text),
              stepsSource(local.selfReport, local.gathered, translator),
            ],
          },
        ]),
  ];
}

/** Name, number or address of a contact, and what its note says. */
function contactLine({ entry, country }: HelpContact, translator: Translator): string {
  const address = entry.number ?? telegramOf(entry, translator) ?? addressOf(entry);
  const note = entry.note === undefined ? '' : ` – ${isolateHandles(localText(entry.note, translator.language).text)}`;
  return `\u2068${officeName(entry, country, translator).text}\u2069: \u2068${address}\u2069${note}`;
}

const telegramOf = ({ telegram }: HelpEntry, { t }: Translator): string | undefined =>
  telegram === undefined ? undefined : t('help.telegram', { number: telegram });

const addressOf = ({ url, email }: HelpEntry): string | undefined =>
  url === undefined ? email : new URL(url).hostname;

/** Mark at the start of a line. Without it, many programs set a line that starts with a Latin quote left to right. */
const RIGHT_TO_LEFT = '\u200f';

export function shareCardText(card: ShareCard): string {
  const bullet = card.direction === 'rtl' ? `${RIGHT_TO_LEFT}- ` : '- ';
  const sections = card.sections.map(({ heading, lines }) =>
    [heading, ...lines.map((line) => bullet + line)].join('\n'),
  );
  const head = [card.title, '', card.verdict, ...(card.listing === null ? [] : [card.listing])].join('\n');
  return `${[head, ...sections, card.foot].join('\n\n')}\n`;
}
