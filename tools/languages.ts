/** `npm run -s languages`: the status of each interface language, and the record of translations and reviews. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addIntlNames } from './languages/intl-names.ts';
import { markReviewed, markTranslated } from './languages/translation-record.ts';
import { beginLanguage } from './languages/begin-language.ts';
import { countFaults, languageStatus } from './languages/language-status.ts';
import { formatStatusTable, formatStatusDetails } from './languages/format-status.ts';
import { readTexts, TEXT_FILES, writeJson, type Texts } from './languages/texts.ts';

const USAGE = `usage: npm run -s languages [-- ARGUMENTS]
  (no argument)                                  status of every language: missing, changed in English, reviewed
  LANGUAGE ...                                   the same with the keys
  --new LANGUAGE                                 creates its file with the English text under every key
  --translated LANGUAGE [KEY ...]                records that these texts match today's English; without KEY all changed
                                                 ones; "all" stands for every language
  --reviewed LANGUAGE --by NAME [GROUP ...]      records that a native speaker read these groups (help, warning, ...);
                                                 without GROUP all of them
  --browser-names LANGUAGE                       writes dates, countries and languages that Chromium's data lack
  --json                                         prints the status as JSON
  --check                                        exit code 1 when a key is missing, changed, or unknown in English
  --messages FOLDER --record FILE                use other files than ${TEXT_FILES.messages} and ${TEXT_FILES.record}`;

/** A wrong command line; the message says what is wrong. */
class UsageError extends Error {}

try {
  process.exitCode = run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

/** @returns the exit code */
function run(): number {
  const { values, positionals } = readArguments();
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const texts = readTexts(values);
  const named = (tag: string): string => {
    if (texts.languages.has(tag)) return tag;
    throw new UsageError(`No language "${tag}" to translate into; there are ${[...texts.languages.keys()].join(' ')}`);
  };
  if (values.new !== undefined) {
    console.log(beginLanguage(values.new, texts.english, values.messages).join('\n'));
  } else if (values['browser-names'] !== undefined) {
    const tag = named(values['browser-names']);
    writeJson(join(values.messages, `${tag}.json`), addIntlNames(tag, texts.languages.get(tag) ?? {}));
  } else if (values.translated !== undefined) {
    const tags = values.translated === 'all' ? [...texts.languages.keys()] : [named(values.translated)];
    writeJson(values.record, markTranslated(texts, tags, positionals));
  } else if (values.reviewed !== undefined) {
    if (values.by === undefined || values.by.trim() === '') throw new UsageError('Who read it? Add --by NAME.');
    const reviewer = { by: values.by.trim(), on: new Date().toISOString().slice(0, 10) };
    writeJson(values.record, markReviewed(texts, named(values.reviewed), reviewer, positionals));
  } else {
    return printStatus(texts, positionals.map(named), values);
  }
  return 0;
}

function printStatus(
  texts: Texts,
  tags: readonly string[],
  { json, check }: { json: boolean; check: boolean },
): number {
  const wanted = tags.length > 0 ? tags : [...texts.languages.keys()];
  const standings = wanted.map((tag) => languageStatus(texts, tag));
  if (json) console.log(JSON.stringify(standings, null, 2));
  else if (tags.length === 0) console.log(formatStatusTable(standings));
  else console.log(standings.map((each) => formatStatusDetails(each, texts.english)).join('\n\n'));
  return check && standings.some((each) => countFaults(each) > 0) ? 1 : 0;
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', default: false },
        new: { type: 'string' },
        'browser-names': { type: 'string' },
        translated: { type: 'string' },
        reviewed: { type: 'string' },
        by: { type: 'string' },
        json: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        messages: { type: 'string', default: TEXT_FILES.messages },
        record: { type: 'string', default: TEXT_FILES.record },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, { cause: error });
  }
}
