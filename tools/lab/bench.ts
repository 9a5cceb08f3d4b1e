/**
 * `npm run -s bench`: speed and size, each figure beside its bar. What is compared runs in turn, so on a busy machine the ratios
 * hold and the absolute times do not.
 */
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Argument } from 'commander';
import { loadKnowledge } from '../../utils/detect/analyse.ts';
import { readCompiled } from '../knowledge/read-compiled.ts';
import { DOM_BARS, readSavedPage, reportDom, timeDom } from './bench/dom.ts';
import { measureFiller } from './bench/measure-filler.ts';
import { LIST_BARS, measureList } from './bench/list.ts';
import { reportList } from './bench/list/report.ts';
import { PAGE_BARS, reportPages, timePages } from './bench/pages.ts';
import { measurePictures, PICTURE_BARS, reportPictures } from './bench/pictures.ts';
import { measureConfusions, reportConfusions } from './bench/confusions.ts';
import { measureCopies, reportCopies } from './bench/picture-copies.ts';
import { timePhrases } from './bench/phrases.ts';
import { timeFirstPost, timeManyPosts } from './bench/first-post-times.ts';
import { report, type Measures, type VerdictMeasures } from './bench/report.ts';
import { measureRegister, REGISTER_BARS, reportRegister } from './bench/register.ts';
import { measureScale, SCALE_BARS } from './bench/scale.ts';
import { reportScale, writeScalePage } from './bench/scale/report.ts';
import { measureSizes } from './bench/measure-sizes.ts';
import { benchPosts, readCorpus } from './bench/bench-posts.ts';
import { timeVerdicts } from './bench/time-verdicts.ts';
import { ensureKnowledge } from '../knowledge/compile-knowledge.ts';
import { commandLine, integer } from '../setup/command-line.ts';

const PARTS = [
  'verdicts',
  'pages',
  'dom',
  'list',
  'scale',
  'register',
  'pictures',
  'picture-copies',
  'confusions',
] as const;
const ROUNDS = 31;
const PHRASE_ROUNDS = 9;
const PROCESS_RUNS = 7;
const MANY_POSTS = 10_000;
const PAGE_ROUNDS = 15;
const DOM_ROUNDS = 5;

const PART_HELP =
  'verdicts: how fast posts are judged; pages: how fast own pages open and judge a chat; dom: what pages feel of the ' +
  'extension; list: a list of a million entries (two minutes); scale: what a list costs its host; ' +
  'register: a register of 40,000 agencies; ' +
  'pictures: how well posters are read (ten minutes); picture-copies: how well copies of a picture are recognised; ' +
  'confusions: which signs of handles are misread in pictures; none: all but pages and pictures';
const program = commandLine('bench', 'Measures speed and size beside their bars.')
  .addArgument(new Argument('[part]', PART_HELP).choices(PARTS))
  .option('--json', 'prints JSON', false)
  .option('--write', 'scale: writes docs/reports/scale.md', false)
  .option('--count <posters>', 'pictures: how many posters', integer(1), 156)
  .option('--from <number>', 'pictures: the first poster; from 0 the figures start anew', integer(0), 0)
  .option('--seed <number>', 'pictures: which posters', integer(0), 1)
  .option('--lang <tag>', 'pictures: posters of this language alone')
  .option('--page <file=url...>', 'dom: measures saved pages, too', [])
  .option('--against <folder>', 'dom: times the warnings of an earlier extension, too, built with --mode testing')
  .parse();
const { json, write, page, against, count, from, seed, lang } = program.opts<{
  json: boolean;
  write: boolean;
  page: string[];
  against?: string;
  count: number;
  from: number;
  seed: number;
  lang?: string;
}>();
const [part] = program.processedArgs as [(typeof PARTS)[number] | undefined];
const saved = await Promise.all(page.map(readSavedPage)).catch((error: Error) =>
  program.error(`error: ${error.message}`),
);
if (part === 'pages') {
  const times = await timePages(PAGE_ROUNDS);
  console.log(json ? JSON.stringify({ ...times, bars: PAGE_BARS }) : reportPages(times));
  process.exit(0);
}
if (part === 'pictures') {
  const measured = await measurePictures({ from, count, seed, language: lang });
  console.log(json ? JSON.stringify({ ...measured, bars: PICTURE_BARS }) : reportPictures(measured));
  process.exit(0);
}
if (part === 'picture-copies') {
  const measured = await measureCopies({ from, count, seed });
  console.log(json ? JSON.stringify(measured) : reportCopies(measured));
  process.exit(0);
}
if (part === 'confusions') {
  const measured = await measureConfusions({ count, seed });
  console.log(json ? JSON.stringify(measured) : reportConfusions(measured));
  process.exit(0);
}
if (part === 'list') {
  const measured = await measureList();
  console.log(json ? JSON.stringify({ ...measured, bars: LIST_BARS }) : reportList(measured));
  process.exit(0);
}
if (part === 'register') {
  const measured = await measureRegister();
  console.log(json ? JSON.stringify({ ...measured, bars: REGISTER_BARS }) : reportRegister(measured));
  process.exit(0);
}
if (part === 'dom') {
  if (against !== undefined && !existsSync(join(against, 'manifest.json')))
    program.error(`error: --against must be the folder of a built extension: ${against} has no manifest.json`);
  const times = await timeDom(DOM_ROUNDS, saved, against);
  console.log(json ? JSON.stringify({ ...times, bars: DOM_BARS }) : reportDom(times));
  process.exit(0);
}
if (part === 'scale') {
  const measured = await measureScale();
  if (write) writeScalePage(measured);
  console.log(
    json ? JSON.stringify({ ...measured, bars: SCALE_BARS }) : reportScale(measured, SCALE_BARS.importSeconds),
  );
  process.exit(0);
}
await ensureKnowledge();
const compiled = readCompiled();
const knowledge = loadKnowledge(compiled);
const rows = await readCorpus();
const posts = benchPosts(rows);
const texts = posts.map(({ post }) => post.text);
const lure = posts.find(({ language, kind }) => language === 'en' && kind === 'lure')?.post.text ?? '';
const judged: VerdictMeasures = {
  node: process.versions.node,
  cpu: `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  posts: posts.length,
  verdicts: timeVerdicts(posts, knowledge, ROUNDS),
  firstPost: timeFirstPost(lure, PROCESS_RUNS),
  filler: measureFiller(rows, knowledge),
  manyPosts: { posts: MANY_POSTS, seconds: timeManyPosts(texts, MANY_POSTS) },
  sizes: measureSizes(compiled),
  phrases: await timePhrases(texts, knowledge, PHRASE_ROUNDS),
};
if (part === 'verdicts') {
  console.log(json ? JSON.stringify(judged) : report(judged));
  process.exit(0);
}
const measures: Measures = {
  ...judged,
  list: { ...(await measureList()), bars: LIST_BARS },
  scale: await measureScale(),
};
const register = { ...(await measureRegister()), bars: REGISTER_BARS };
const dom = await timeDom(DOM_ROUNDS, saved, against);
console.log(
  json
    ? JSON.stringify({ ...measures, register, dom: { ...dom, bars: DOM_BARS } })
    : [
        report(measures),
        reportList(measures.list),
        reportScale(measures.scale, SCALE_BARS.importSeconds),
        reportRegister(register),
        reportDom(dom),
      ].join('\n\n'),
);
