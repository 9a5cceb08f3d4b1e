/**
 * `npm run -s bench -- [--json]`: how fast verdicts are and how large knowledge is, beside the bars. Everything that is compared
 * runs in turn in one process; on a busy machine read the ratios, not the microseconds.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { loadKnowledge } from '../utils/detect/engine.ts';
import { readCompiled } from './knowledge/compiled.ts';
import { timeFiller } from './bench/filler.ts';
import { timePhrases } from './bench/phrases.ts';
import { timeFirstPost, timeManyPosts } from './bench/processes.ts';
import { report, type Measures } from './bench/report.ts';
import { measureSizes } from './bench/sizes.ts';
import { benchPosts, readCorpus } from './bench/texts.ts';
import { timeVerdicts } from './bench/verdicts.ts';
import { ensureKnowledge } from './knowledge/compile.ts';

const USAGE = 'usage: npm run -s bench -- [--json]';
const ROUNDS = 31;
const PHRASE_ROUNDS = 9;
const PROCESSES = 7;
const MANY = 10_000;

const { json } = readArguments();
await ensureKnowledge();
const compiled = readCompiled();
const knowledge = loadKnowledge(compiled);
const rows = await readCorpus();
const posts = benchPosts(rows);
const texts = posts.map(({ post }) => post.text);
const lure = posts.find(({ language, kind }) => language === 'en' && kind === 'lure')?.post.text ?? '';
const measures: Measures = {
  node: process.versions.node,
  cpu: `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  posts: posts.length,
  verdicts: timeVerdicts(posts, knowledge, ROUNDS),
  firstPost: timeFirstPost(lure, PROCESSES),
  filler: timeFiller(rows, knowledge),
  manyPosts: { posts: MANY, seconds: timeManyPosts(texts, MANY) },
  sizes: measureSizes(compiled),
  phrases: await timePhrases(texts, knowledge, PHRASE_ROUNDS),
};
console.log(json ? JSON.stringify(measures) : report(measures));

function readArguments(): { json: boolean } {
  try {
    return { json: parseArgs({ options: { json: { type: 'boolean', default: false } } }).values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}
