/** `npm run -s docs`: makes all documents a web site with a search; prints the folder. */
import { build, createServer } from 'vitepress';
import { commandLine, integer, runCommandLine } from './setup/command-line.ts';

await runCommandLine(
  commandLine('docs', 'Builds the web site of all documents into .output/docs. It needs no network, also its search.')
    .option('--serve <port>', 'shows it on this machine instead, and reloads on each change', integer(1))
    .action(async ({ serve }: { serve?: number }) => {
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
