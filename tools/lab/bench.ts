/**
 * `npm run -s bench -- [verdicts|pages|dom|list|scale] [--json]`: how fast verdicts are, how large knowledge is, what a list
 * takes and what the extension costs the pages it reads, beside the bars. `verdicts`: how fast posts are judged, alone;
 * `pages`: how fast the extension's own pages open in Chromium and judge a conversation; `dom`: what pages feel of it, each
 * figure beside the same page without it (`--page FILE=URL` measures a saved page as well); `list`: a list of a million
 * entries in Chromium (two minutes); `scale`: what a list costs its host at a hundred million readers (`--write` puts the
 * tables into docs/SCALE.md). Everything that is compared runs in turn; on a busy machine read the ratios, not the
 * microseconds.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { loadKnowledge } from '../../utils/detect/engine.ts';
import { readCompiled } from '../knowledge/read-compiled.ts';
import { DOM_BARS, readSavedPage, reportDom, timeDom } from './bench/dom.ts';
import type { SavedPage } from './bench/dom/script-times.ts';
import { measureFiller } from './bench/measure-filler.ts';
import { LIST_BARS, measureList } from './bench/list.ts';
import { reportList } from './bench/list/report.ts';
import { PAGE_BARS, reportPages, timePages } from './bench/pages.ts';
import { timePhrases } from './bench/phrases.ts';
import { timeFirstPost, timeManyPosts } from './bench/first-post-times.ts';
import { report, type Measures, type VerdictMeasures } from './bench/report.ts';
import { measureScale, SCALE_BARS } from './bench/scale.ts';
import { reportScale, writeScalePage } from './bench/scale/report.ts';
import { measureSizes } from './bench/measure-sizes.ts';
import { benchPosts, readCorpus } from './bench/bench-posts.ts';
import { timeVerdicts } from './bench/time-verdicts.ts';
import { ensureKnowledge } from '../knowledge/compile-knowledge.ts';

const USAGE = 'usage: npm run -s bench -- [verdicts|pages|dom [--page FILE=URL ...]|list|scale [--write]] [--json]';
const PARTS = ['verdicts', 'pages', 'dom', 'list', 'scale'] as const;
const ROUNDS = 31;
const PHRASE_ROUNDS = 9;
const PROCESS_RUNS = 7;
const MANY_POSTS = 10_000;
const PAGE_ROUNDS = 15;
const DOM_ROUNDS = 5;

const { json, write, part, saved } = await readArguments();
if (part === 'pages') {
  const times = await timePages(PAGE_ROUNDS);
  console.log(json ? JSON.stringify({ ...times, bars: PAGE_BARS }) : reportPages(times));
  process.exit(0);
}
if (part === 'list') {
  const measured = await measureList();
  console.log(json ? JSON.stringify({ ...measured, bars: LIST_BARS }) : reportList(measured));
  process.exit(0);
}
if (part === 'dom') {
  const times = await timeDom(DOM_ROUNDS, saved);
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
const dom = await timeDom(DOM_ROUNDS, saved);
console.log(
  json
    ? JSON.stringify({ ...measures, dom: { ...dom, bars: DOM_BARS } })
    : [
        report(measures),
        reportList(measures.list),
        reportScale(measures.scale, SCALE_BARS.importSeconds),
        reportDom(dom),
      ].join('\n\n'),
);

interface BenchArguments {
  json: boolean;
  write: boolean;
  part: (typeof PARTS)[number] | null;
  saved: SavedPage[];
}

async function readArguments(): Promise<BenchArguments> {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        page: { type: 'string', multiple: true, default: [] },
      },
    });
    const part = PARTS.find((name) => name === positionals[0]) ?? null;
    if (positionals.length > (part === null ? 0 : 1)) throw new Error(`unknown: ${positionals.join(' ')}`);
    return { json: values.json, write: values.write, part, saved: await Promise.all(values.page.map(readSavedPage)) };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}
