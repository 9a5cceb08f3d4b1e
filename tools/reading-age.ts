/** `npm run -s reading-age [-- --hardest N] [--json]`: the age at which most people can read the English interface. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  hardestFirst,
  measureReadingAge,
  measureGroups,
  MAX_READING_AGE_YEARS,
  sentencesOf,
} from './reading-age/measure-reading-age.ts';
import type { Messages } from '../utils/i18n/message-types.ts';

const USAGE = `usage: npm run -s reading-age [-- --hardest N] [--json]
Prints the Flesch-Kincaid grade and reading age of the sentences in public/messages/en.json, for all and by group, and the
hardest N sentences (default 20). The exit code is 1 when a group needs a reader older than ${MAX_READING_AGE_YEARS}.`;

let options;
try {
  options = parseArgs({
    options: {
      help: { type: 'boolean', default: false },
      hardest: { type: 'string', default: '20' },
      json: { type: 'boolean', default: false },
    },
  }).values;
  if (!/^\d+$/u.test(options.hardest)) throw new Error('--hardest takes a number');
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exit(2);
}
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
const sentences = sentencesOf(JSON.parse(readFileSync('public/messages/en.json', 'utf8')) as Messages);
const all = measureReadingAge('all', sentences);
const groups = measureGroups(sentences).sort((a, b) => b.grade - a.grade);
const top = hardestFirst(sentences).slice(0, Number(options.hardest));
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
