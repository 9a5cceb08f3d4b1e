/**
 * `npm run -s phrases -- [--set PATH ...] [--language TAG ...] [--unused]`: what phrases cost and add, by signal,
 * concept and language. Name rows that training did not see: of others the text model knows each word.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadKnowledge } from '../../utils/detect/analyse.ts';
import { packGraphs } from '../../utils/text/graph-file.ts';
import { readRows, withoutRepeats, type Row } from '../eval/rows.ts';
import { ensureKnowledge, KNOWLEDGE_FOLDER } from '../knowledge/compile-knowledge.ts';
import { LexiconSchema } from '../knowledge/lexicon.ts';
import { PhraseBook } from '../knowledge/phrase-book.ts';
import { readCompiled } from '../knowledge/read-compiled.ts';
import { readYaml } from '../knowledge/read-yaml.ts';
import { commandLine } from '../setup/command-line.ts';
import { table } from './bench/report.ts';
import { Ablation } from './phrases/ablation.ts';
import { countUses, type SpellingUse } from './phrases/count-uses.ts';
import { readSpellings, type SpellingGroup } from './phrases/read-spellings.ts';

const HEAD = [
  'language',
  'signal or concept',
  'phrases',
  'unused',
  'bytes',
  'harmful',
  'harmless',
  'found by it',
  'wrongly',
];
const HELP = `
Columns: phrases, and those that match no row; bytes compiled alone; harmful and harmless rows that a phrase matches;
harmful rows alerted only thanks to the phrases, and harmless rows alerted only because of them.`;

const program = commandLine('phrases', 'Prints what the phrases of each signal and concept cost and add, by language.')
  .option('--set <path...>', 'files or folders of labelled rows (JSONL, .gz too)', ['knowledge/corpus/batches'])
  .option('--language <tag...>', 'languages of the lexicon, like "en"; all when absent', [])
  .option('--unused', 'lists the phrases that match no row', false)
  .addHelpText('after', HELP)
  .parse();
const { set, language: wanted, unused } = program.opts<{ set: string[]; language: string[]; unused: boolean }>();
const missing = set.find((path) => !existsSync(path));
if (missing !== undefined) program.error(`error: no such file or folder: ${missing}`);

await ensureKnowledge();
const knowledge = loadKnowledge(readCompiled());
const tags = knowledge.meta.languages.map(({ id }) => id);
const unknown = wanted.find((tag) => !tags.includes(tag));
if (unknown !== undefined) program.error(`error: no lexicon of "${unknown}"; there are ${tags.join(', ')}`);
const rows = withoutRepeats((await Promise.all(set.map(readRows))).flat());
const ablation = new Ablation(knowledge);
const isHarmful = ({ label }: Row): boolean => label === 'lure' || label === 'job-scam';

const lines: (string | number)[][] = [];
for (const [number, tag] of tags.entries()) {
  const file = join(KNOWLEDGE_FOLDER, 'lexicon', `${tag}.yaml`);
  if (!existsSync(file) || (wanted.length > 0 && !wanted.includes(tag))) continue;
  const groups = readSpellings(await readYaml(file, LexiconSchema));
  countUses(
    groups.flatMap(({ spellings }) => spellings),
    number,
    rows,
    knowledge,
  );
  for (const group of groups) {
    const { id, spellings } = group;
    const idle = unusedPhrases(spellings);
    if (unused) for (const phrase of idle) console.log(`${tag}\t${id}\t${phrase}`);
    else
      lines.push([
        tag,
        id,
        new Set(spellings.map(({ phrase }) => phrase)).size,
        idle.length,
        ...effectOf(group, number),
      ]);
  }
}
if (!unused) console.log(table(HEAD, lines));

function unusedPhrases(spellings: readonly SpellingUse[]): string[] {
  const used = new Set(spellings.filter((each) => each.rows.length > 0).map(({ phrase }) => phrase));
  return [...new Set(spellings.map(({ phrase }) => phrase))].filter((phrase) => !used.has(phrase));
}

/** Bytes, harmful and harmless rows that match, and those alerted only thanks to the phrases. */
function effectOf({ kind, id, spellings }: SpellingGroup, language: number): number[] {
  const ids = kind === 'signal' ? knowledge.signalIds : knowledge.concepts;
  const matched = [...new Set(spellings.flatMap((each) => each.rows))].map((row) => rows[row]!);
  const harmful = matched.filter(isHarmful);
  const harmless = matched.filter((row) => !isHarmful(row));
  const group = { kind, id: ids.indexOf(id), language } as const;
  const needs = (row: Row): boolean => ablation.needs(row, group);
  const counts = [harmful.length, harmless.length, harmful.filter(needs).length, harmless.filter(needs).length];
  return [compiledBytes(spellings), ...counts];
}

function compiledBytes(spellings: readonly SpellingUse[]): number {
  const book = new PhraseBook(knowledge.fold);
  for (const { spelling } of spellings)
    book.add({ file: 'lexicon', phrase: spelling, kind: 'signal', id: 0, language: 0 });
  return Object.values(packGraphs(book.build())).reduce((sum, bytes) => sum + bytes.length, 0);
}
