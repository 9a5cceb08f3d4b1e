/** `npm run -s reading-age`: the age at which most people can read the English interface, or the documents. */
import { readFileSync } from 'node:fs';
import {
  hardestFirst,
  measureReadingAge,
  measureGroups,
  MAX_READING_AGE_YEARS,
  sentencesOf,
} from './reading-age/measure-reading-age.ts';
import { documentPaths, MAX_MEAN_WORDS, MAX_P90_WORDS, measureDocuments } from './reading-age/measure-documents.ts';
import type { Messages } from '../utils/i18n/message-types.ts';
import { commandLine, integer } from './setup/command-line.ts';

interface Options {
  hardest: number;
  json: boolean;
  documents: boolean;
}

const options = commandLine(
  'reading-age',
  `Prints Flesch-Kincaid grade and reading age of the English interface; ends with 1 above age ${MAX_READING_AGE_YEARS}.`,
)
  .option('--documents', 'measures the documents and the lengths of their sentences instead', false)
  .option('--hardest <number>', 'number of hardest sentences', integer(0), 20)
  .option('--json', 'prints JSON', false)
  .parse()
  .opts<Options>();
if (options.documents) printDocuments(options);
else printInterface(options);

function printInterface({ hardest, json }: Options): void {
  const sentences = sentencesOf(JSON.parse(readFileSync('public/messages/en.json', 'utf8')) as Messages);
  const all = measureReadingAge('all', sentences);
  const groups = measureGroups(sentences).sort((a, b) => b.grade - a.grade);
  const top = hardestFirst(sentences).slice(0, hardest);
  if (json) {
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
}

function printDocuments({ hardest, json }: Options): void {
  const { rows, sentences } = measureDocuments(documentPaths());
  const longest = sentences.toSorted((a, b) => b.words - a.words).slice(0, hardest);
  if (json) {
    console.log(JSON.stringify({ documents: rows, longest }, null, 2));
  } else {
    for (const { name, sentences: count, mean, p90, longest: words, age } of rows) {
      console.log(
        `${name.padEnd(42)} ${String(count).padStart(5)} sentences  mean ${mean.toFixed(1)}  90 % ${p90}  longest ${words}  age ${age.toFixed(1)}`,
      );
    }
    console.log('\nThe longest sentences:');
    for (const { key, text, words } of longest) console.log(`${words} words  ${key}: ${text}`);
  }
  const tooHard = rows.filter(({ age, maxAge }) => age > maxAge).map(({ name }) => name);
  if (tooHard.length > 0) console.error(`Too hard for their readers: ${tooHard.join(' ')}`);
  const all = rows.at(-1);
  const isTooLong = all !== undefined && (all.mean > MAX_MEAN_WORDS || all.p90 > MAX_P90_WORDS);
  if (isTooLong)
    console.error(`Sentences are too long: mean ${MAX_MEAN_WORDS} and 90 % ${MAX_P90_WORDS} words at most.`);
  process.exitCode = tooHard.length > 0 || isTooLong ? 1 : 0;
}
