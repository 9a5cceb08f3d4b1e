/** `npm run -s knowledge -- COMMAND`: tries, adds, checks and formats the phrases of the lexicon, without programming. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { KNOWLEDGE_FOLDER } from './knowledge/compile-knowledge.ts';
import { addPhrase } from './knowledge-cli/add-phrase.ts';
import { findKnowledgeFaults } from './knowledge-cli/check-knowledge.ts';
import { formatHits } from './knowledge-cli/format-hits.ts';
import { formatLexicon } from './knowledge-cli/format-lexicon.ts';
import { languagesOf, lexiconFile, readKnownIds, type KnownIds } from './knowledge-cli/lexicons.ts';
import { tryPhrase } from './knowledge-cli/try-phrase.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';

const PHRASE =
  'plain words; [a|b|] alternatives, word* any ending, *word any beginning, " ... " up to four words between';

const program = commandLine('knowledge', 'Tries, adds, checks and formats what the engine knows, without programming.');

subcommand('try', 'shows which rows of the corpus a phrase would newly match; changes nothing')
  .argument('<language>', 'tag of the lexicon file, like "en"')
  .argument('<phrase>', PHRASE)
  .option('--signal <id>', 'signal or concept that the phrase would stand under')
  .action(async (language: string, phrase: string, { in: folder, signal }: { in: string; signal?: string }) => {
    const trial = { language, phrase, id: signal ?? null };
    console.log(formatHits(trial, await tryPhrase(folder, trial, await knownIds(folder))));
  });
subcommand('add', 'adds a phrase to the lexicon')
  .argument('<language>', 'tag of the lexicon file, like "en"')
  .argument('<id>', 'signal or concept')
  .argument('<phrase>', PHRASE)
  .option('--source <address>', 'public page on which the phrase was seen; required')
  .action(async (language: string, id: string, phrase: string, options: { in: string; source?: string }) => {
    const { in: folder, source } = options;
    const file = await addPhrase(folder, { language, id, phrase, source }, await knownIds(folder));
    console.log(`${file}: ${id}: "${phrase}" added`);
  });
subcommand('check', 'lists every fault of the knowledge files, by file and entry').action(
  async ({ in: folder }: { in: string }) => {
    const faults = await findKnowledgeFaults(folder, await knownIds(folder));
    console.log(faults.length === 0 ? `${folder}: no faults` : faults.join('\n'));
    if (faults.length > 0) process.exitCode = 1;
  },
);
subcommand('format', 'sorts and formats the lexicon files')
  .argument('[languages...]', 'tags of lexicon files; none: all')
  .action(async (languages: string[], { in: folder }: { in: string }) => {
    const known = await knownIds(folder);
    for (const language of languages.length > 0 ? languages : languagesOf(folder)) {
      const file = lexiconFile(folder, language);
      const text = await readFile(file, 'utf8');
      const formatted = formatLexicon(text, known, file);
      if (formatted === text) continue;
      await writeFile(file, formatted);
      console.log(`${file}: formatted`);
    }
  });

await runCommandLine(program);

function subcommand(name: string, description: string): Command {
  return program.command(name).description(description).option('--in <folder>', 'knowledge folder', KNOWLEDGE_FOLDER);
}

/** Throws an Error when there is no such folder. */
async function knownIds(folder: string): Promise<KnownIds> {
  if (!existsSync(folder)) throw new Error(`No such folder: ${folder}`);
  return readKnownIds(folder);
}
