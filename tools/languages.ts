/** `npm run -s languages`: the status of each interface language, and the record of translations and reviews. */
import { dayOf } from '../utils/indicators/day-number.ts';
import { join } from 'node:path';
import { addIntlNames } from './languages/intl-names.ts';
import { markReviewed, markTranslated } from './languages/translation-record.ts';
import { beginLanguage } from './languages/begin-language.ts';
import { countFaults, languageStatus } from './languages/language-status.ts';
import { formatStatusTable, formatStatusDetails } from './languages/format-status.ts';
import { readTexts, TEXT_FILES, writeJson, type Texts } from './languages/texts.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';

interface LanguagesOptions {
  new?: string;
  browserNames?: string;
  translated?: string;
  reviewed?: string;
  by?: string;
  json: boolean;
  check: boolean;
  messages: string;
  record: string;
}

const program = commandLine(
  'languages',
  'Prints the status of each interface language, and records translations and reviews.',
)
  .argument(
    '[words...]',
    'languages for details, KEYs after --translated, GROUPs (help, warning, ...) after --reviewed',
  )
  .option('--new <language>', 'creates its file with the English text under every key')
  .option('--translated <language>', 'records that these texts match today’s English; without KEY all changed ones')
  .option('--reviewed <language>', 'records that a native speaker read these groups; without GROUP all of them')
  .option('--by <name>', 'the native speaker')
  .option('--browser-names <language>', 'writes dates, countries and languages that Chromium’s data lack')
  .option('--json', 'prints the status as JSON', false)
  .option('--check', 'ends with 1 when a key is missing, changed, or unknown in English', false)
  .option('--messages <folder>', 'other message files', TEXT_FILES.messages)
  .option('--record <file>', 'another record', TEXT_FILES.record)
  .action((words: string[], options: LanguagesOptions) => {
    process.exitCode = run(words, options);
  });

await runCommandLine(program);

/** @returns the exit code */
function run(positionals: readonly string[], values: LanguagesOptions): number {
  const texts = readTexts(values);
  const named = (tag: string): string => {
    if (texts.languages.has(tag)) return tag;
    return program.error(
      `error: no language "${tag}" to translate into; there are ${[...texts.languages.keys()].join(' ')}`,
    );
  };
  if (values.new !== undefined) {
    console.log(beginLanguage(values.new, texts.english, values.messages).join('\n'));
  } else if (values.browserNames !== undefined) {
    const tag = named(values.browserNames);
    writeJson(join(values.messages, `${tag}.json`), addIntlNames(tag, texts.languages.get(tag) ?? {}));
  } else if (values.translated !== undefined) {
    const tags = values.translated === 'all' ? [...texts.languages.keys()] : [named(values.translated)];
    writeJson(values.record, markTranslated(texts, tags, positionals));
  } else if (values.reviewed !== undefined) {
    if (values.by === undefined || values.by.trim() === '') return program.error('error: who read it? Add --by NAME');
    const reviewer = { by: values.by.trim(), on: dayOf(Date.now()) };
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
