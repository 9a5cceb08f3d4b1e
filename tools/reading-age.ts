/** `npm run -s reading-age`: the age at which most people can read the English interface. */
import { readFileSync } from 'node:fs';
import {
  hardestFirst,
  measureReadingAge,
  measureGroups,
  MAX_READING_AGE_YEARS,
  sentencesOf,
} from './reading-age/measure-reading-age.ts';
import type { Messages } from '../utils/i18n/message-types.ts';
import { commandLine, integer } from './setup/command-line.ts';

const options = commandLine(
  'reading-age',
  `Prints Flesch-Kincaid grade and reading age of the English interface; ends with 1 above age ${MAX_READING_AGE_YEARS}.`,
)
  .option('--hardest <number>', 'number of hardest sentences', integer(0), 20)
  .option('--json', 'prints JSON', false)
  .parse()
  .opts<{ hardest: number; json: boolean }>();
const sentences = sentencesOf(JSON.parse(readFileSync('public/messages/en.json', 'utf8')) as Messages);
const all = measureReadingAge('all', sentences);
const groups = measureGroups(sentences).sort((a, b) => b.grade - a.grade);
const top = hardestFirst(sentences).slice(0, options.hardest);
if (options.json) {
  console.log(JSON.stringify({ all, groups, hardest: top }, null, 2));
} else {
  for (const { name, sentences: count, words, grade, age } of [all, ...groups]) {
    console.log(
      `${name.padEnd(14)} age ${age.toFixed(1)}  grade ${grade.toFixed(1)}  ${count} sentences, ${words} words`,
    );
  }
  console.log('\nThe hardest sentences:');
  for (const { key, text, age } of top) console.log(`age ${age.toFixed(1)}  ${key}: ${text}`);
}
const tooHard = [all, ...groups].filter(({ age }) => age > MAX_READING_AGE_YEARS);
if (tooHard.length > 0)
  console.error(`Too hard for age ${MAX_READING_AGE_YEARS}: ${tooHard.map(({ name }) => name).join(' ')}`);
process.exitCode = tooHard.length > 0 ? 1 : 0;
