/** `npm run -s knowledge -- COMMAND`: try, add, check and format what the engine knows, without programming. */
import { readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { KNOWLEDGE_FOLDER } from './knowledge/compile-knowledge.ts';
import { addPhrase } from './knowledge-cli/add-phrase.ts';
import { findKnowledgeFaults } from './knowledge-cli/check-knowledge.ts';
import { formatLexicon } from './knowledge-cli/format-lexicon.ts';
import { languagesOf, lexiconFile, readKnownIds, type KnownIds } from './knowledge-cli/lexicons.ts';
import { formatHits } from './knowledge-cli/format-hits.ts';
import { tryPhrase } from './knowledge-cli/try-phrase.ts';

const USAGE = `usage: npm run -s knowledge -- COMMAND
  try LANGUAGE "PHRASE" [--signal ID]            which rows of the corpus it would newly hit; changes nothing
  add LANGUAGE ID "PHRASE" [--source ADDRESS]    puts it into the lexicon, under a signal or concept
  check                                          every fault of the knowledge files, by file and entry
  format [LANGUAGE ...]                          sorts and formats the lexicon files
  --in FOLDER                                    another folder than knowledge/

A phrase: plain words; [a|b|] alternatives, word* any ending, *word any beginning, " ... " a gap of up to four words.`;

/** The command line is wrong; the message is its usage. */
class UsageError extends Error {}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

/** The exit code. */
async function run(): Promise<number> {
  const { values, positionals } = readArguments();
  const [command, ...rest] = positionals;
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const folder = values.in ?? KNOWLEDGE_FOLDER;
  if (!existsSync(folder)) throw new Error(`No such folder: ${folder}`);
  const known = await readKnownIds(folder);
  switch (command) {
    case 'try': {
      const [language, phrase] = requireArguments(rest, 2);
      const trial = { language, phrase, id: values.signal ?? null };
      console.log(formatHits(trial, await tryPhrase(folder, trial, known)));
      return 0;
    }
    case 'add': {
      const [language, id, phrase] = requireArguments(rest, 3);
      const file = await addPhrase(folder, { language, id, phrase, source: values.source }, known);
      console.log(`${file}: ${id}: "${phrase}" added`);
      return 0;
    }
    case 'check': {
      const faults = await findKnowledgeFaults(folder, known);
      console.log(faults.length === 0 ? `${folder}: no faults` : faults.join('\n'));
      return faults.length === 0 ? 0 : 1;
    }
    case 'format':
      await formatAll(folder, rest, known);
      return 0;
    default:
      throw new UsageError(USAGE);
  }
}

async function formatAll(folder: string, languages: readonly string[], known: KnownIds): Promise<void> {
  for (const language of languages.length > 0 ? languages : languagesOf(folder)) {
    const file = lexiconFile(folder, language);
    const text = await readFile(file, 'utf8');
    const formatted = formatLexicon(text, known, file);
    if (formatted === text) continue;
    await writeFile(file, formatted);
    console.log(`${file}: formatted`);
  }
}

function requireArguments(rest: readonly string[], count: 2): [string, string];
function requireArguments(rest: readonly string[], count: 3): [string, string, string];
function requireArguments(rest: readonly string[], count: number): string[] {
  if (rest.length !== count) throw new UsageError(USAGE);
  return [...rest];
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean' },
        in: { type: 'string' },
        signal: { type: 'string' },
        source: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, { cause: error });
  }
}
