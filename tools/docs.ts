/** `npm run -s docs`: makes all documents a web site with a search; prints the folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build, createServer } from 'vitepress';
import { translatedLanguages, translatedPage, translatedPath } from './docs/translated-page.ts';
import { HUB_REFERENCE_PATH, hubReference } from './docs/hub-reference.ts';
import { KNOWLEDGE_REFERENCE_PATH, knowledgeReference } from './docs/knowledge-reference.ts';
import { MESSAGE_REFERENCE_PATH, messageReference } from './docs/message-reference.ts';
import { commandLine, integer, runCommandLine } from './setup/command-line.ts';

await runCommandLine(
  commandLine('docs', 'Builds the web site of all documents into .output/docs. It needs no network, also its search.')
    .option('--serve <port>', 'shows it on this machine instead, and reloads on each change', integer(1))
    .option('--write', 'writes the pages that are made from commands, schemas and messages, and builds nothing', false)
    .action(async ({ serve, write }: { serve?: number; write: boolean }) => {
      if (write) return writePages();
      if (serve === undefined) {
        await build('docs');
        console.log('.output/docs');
        return;
      }
      const server = await createServer('docs', { port: serve, host: '127.0.0.1' });
      await server.listen();
      console.error(`http://127.0.0.1:${serve}/ (Ctrl+C ends it)`);
    }),
);

async function writePages(): Promise<void> {
  const references = [
    [HUB_REFERENCE_PATH, await hubReference()],
    [KNOWLEDGE_REFERENCE_PATH, knowledgeReference()],
    [MESSAGE_REFERENCE_PATH, messageReference()],
  ] as const;
  for (const [path, text] of references) {
    writeFileSync(path, text);
    console.log(path);
  }
  for (const language of translatedLanguages()) {
    const path = translatedPath(language.tag);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, translatedPage(language));
    console.log(path);
  }
}
