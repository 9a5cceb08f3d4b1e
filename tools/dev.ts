/**
 * `npm run dev`: the extension in Chromium on the demo job board. A saved change of knowledge, components, content scripts
 * or the worker is seen within seconds. `--measure` changes one file of each kind and prints the time until it is seen.
 */
import { mkdir } from 'node:fs/promises';
import { serveChannel } from '../hub/channel/host/serve-channel.ts';
import { startBoard } from './demo/board.ts';
import { DEMO_BRAND, DEMO_CHANNEL, PORTS, prepareDemo, publishFirst } from './demo/publisher.ts';
import { openDevBrowser } from './dev/dev-browser.ts';
import { startDevExtension } from './dev/dev-extension.ts';
import { watchKnowledge } from './dev/knowledge-watch.ts';
import { measureSaveToSeen } from './dev/save-to-seen.ts';
import { ensureKnowledge } from './knowledge/compile-knowledge.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';
import { hasDisplay } from './setup/launch-chromium.ts';

const program = commandLine('dev', 'Runs the extension in Chromium and shows each saved change. End with Ctrl-C.')
  .option('--headless', 'without a window; default where there is no display', !hasDisplay())
  .option('--measure', 'changes one file of each kind, prints the seconds until it is seen, and ends', false)
  .action(async ({ headless, measure }: { headless: boolean; measure: boolean }) => {
    await ensureKnowledge();
    await prepareDemo();
    await publishFirst();
    await mkdir('.output', { recursive: true });
    const channel = await serveChannel({ dir: DEMO_CHANNEL, port: PORTS.channel });
    const board = await startBoard(PORTS.board);
    let onRebuilt = (): void => undefined;
    const extension = await startDevExtension(DEMO_BRAND, () => onRebuilt());
    const dev = await openDevBrowser(extension.folder, headless || measure);
    onRebuilt = () =>
      void dev.reload().catch((error: unknown) => console.error('The extension was not reloaded:', error));
    const knowledge = watchKnowledge(async () => {
      await extension.copyKnowledge();
      await publishFirst();
      const { version, problem } = await dev.sync();
      console.log(problem === null ? `Knowledge is in the browser: version ${version}.` : `Refused: ${problem.detail}`);
    }, console.error);
    const page = await dev.browser.context.newPage();
    await page.goto(board.url);
    console.log(`Demo board: ${board.url}   extension: ${dev.browser.base}popup.html`);
    if (measure) {
      await knowledge.warm;
      process.exitCode = await measureSaveToSeen(dev, board.url);
    } else {
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
        dev.browser.context.once('close', () => resolve());
      });
    }
    knowledge.stop();
    await dev.browser.close().catch(() => undefined);
    await Promise.all([extension.stop(), channel.close(), board.stop()]);
  });

await runCommandLine(program);
process.exit();
