/** `npm run dev:web`: the web site on a development server; a saved change of a page is seen at once. */
import { resolve } from 'node:path';
import { createServer } from 'vite';
import { DEFAULT_BRAND, readBrand } from './brand/read-brand.ts';
import { watchKnowledge } from './dev/knowledge-watch.ts';
import { ensureKnowledge } from './knowledge/compile-knowledge.ts';
import { ensureMap } from './map/compile-map.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';
import { siteConfig } from './web/build-site.ts';

/** The development server writes scripts into the pages and opens a socket, which the policy of the site forbids. */
const NO_POLICY = "default-src * 'unsafe-inline' data: blob:";

await runCommandLine(
  commandLine('dev:web', 'Serves the web site while you change it. End with Ctrl-C.')
    .option('--brand <folder>', 'folder with brand.yaml', DEFAULT_BRAND)
    .option('--port <number>', 'port on this machine', '5173')
    .action(async ({ brand, port }: { brand: string; port: string }) => {
      await ensureKnowledge();
      await ensureMap();
      const server = await createServer({
        ...siteConfig(readBrand(brand), { meta: NO_POLICY, dispute: NO_POLICY }),
        // Knowledge, messages and the map lie there under the addresses that the site uses.
        publicDir: resolve('public'),
        logLevel: 'info',
        server: { port: Number(port), host: '127.0.0.1' },
      });
      await server.listen();
      server.printUrls();
      watchKnowledge(async () => server.ws.send({ type: 'full-reload' }), console.error);
    }),
);
