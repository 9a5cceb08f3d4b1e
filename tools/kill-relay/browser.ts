/**
 * A browser with the built extension is killed (SIGKILL) at random points while its reader confirms reports, and started
 * again with the same profile; so is the relay that it sends to. Every report whose confirmation was answered must be at the
 * relay once in the end, as whoever holds the key reads it.
 */
import { readlinkSync, mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { pullReports } from '../../hub/relay/pull-reports.ts';
import { openStore } from '../../hub/relay/store.ts';
import { hashToken, makeToken } from '../../hub/relay/tokens.ts';
import type { ReportDocument } from '../../utils/report/document.ts';
import { startChild, type Child } from '../load-relay/child.ts';
import { launchChromium } from '../setup/launch-chromium.ts';
import { compare, generator, type KillFigures } from './figures.ts';

export interface BrowserWish {
  rounds: number;
  seed: number;
  /** Folder of an extension whose brand pins a root with the recipient of `identity`, and sends to `port`. */
  extension: string;
  identity: string;
  port: number;
}

/** The browser is killed within so many milliseconds of the first confirmation of its life, or of its first try. */
const LONGEST_LIFE = 600;
/** Share of the rounds in which it lives until something is confirmed; how long that may take, milliseconds. */
const CONFIRMS = 0.8;
const FIRST = 20_000;
/** Share of the rounds in which the relay is killed too. */
const RELAY = 0.5;
/** The last reports may take several tries. */
const DELIVERY = 60_000;

export async function killBrowser({ rounds, seed, extension, identity, port }: BrowserWish): Promise<KillFigures> {
  const started = performance.now();
  const random = generator(seed);
  const folder = mkdtempSync(join(tmpdir(), 'kill-browser-'));
  const [data, profile] = [join(folder, 'relay'), join(folder, 'profile')];
  const token = await tokenFor(data);
  const serve = ['hub/hub.ts', 'relay', 'serve', '--data', data, '--port', '0', '--flood', 'never', '--behind-proxy'];
  let relay: Child = await startChild(serve);
  const gate = await openGate(port, () => relay.port, random);
  const accepted = new Set<string>();
  let begun = 0;
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const isLast = round === rounds;
      const browser = await launchChromium({ extension, headless: true, profile });
      const page = await browser.context.newPage();
      await page.exposeFunction('confirmed', (id: string) => void accepted.add(id));
      await page.goto(`${browser.base}options.html`);
      if (isLast) {
        await deliver(page);
        await browser.close();
        break;
      }
      const ids = Array.from({ length: 400 }, () => randomBytes(16).toString('hex'));
      const before = accepted.size;
      const confirming = page.evaluate(CONFIRM, ids.map(documentOf)).then(
        (fault) => new Error(fault),
        () => null,
      );
      if (random() < CONFIRMS) await firstOf(() => accepted.size > before);
      const life = random() * LONGEST_LIFE;
      if (random() < RELAY) {
        await sleep(random() * life);
        await relay.stop('SIGKILL');
        relay = await startChild(serve);
      } else await sleep(life);
      killBrowserOf(profile);
      await browser.close().catch(() => undefined);
      // It ends because its browser is gone; if it ended by itself, something is wrong.
      const fault = await confirming;
      if (fault !== null) throw fault;
      begun += accepted.size > before ? 1 : 0;
    }
    const found = await readRelay(relay.port, token, identity);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const cutOff = rounds - begun;
    return { rounds, accepted: accepted.size, cutOff, ...compare(accepted, found), integrity: 'ok', seconds };
  } finally {
    await relay.stop();
    gate.closeAllConnections();
    gate.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** In the extension's own page: confirms one report after the other, as the report page does. */
const CONFIRM = async (documents: readonly ReportDocument[]): Promise<string> => {
  const { chrome, confirmed } = globalThis as unknown as {
    chrome: { runtime: { sendMessage(message: object): Promise<{ value?: { item?: object } }> } };
    confirmed(id: string): Promise<void>;
  };
  await chrome.runtime.sendMessage({ name: 'outbox.flush', data: null });
  for (const document of documents) {
    const data = { document, receipt: false, private: false, nonce: null };
    const answer = await chrome.runtime.sendMessage({ name: 'report.send', data });
    if (answer.value?.item === undefined) return JSON.stringify(answer);
    await confirmed(document.id);
  }
  return 'all were confirmed before the browser was killed';
};

async function firstOf(happened: () => boolean): Promise<void> {
  const end = performance.now() + FIRST;
  while (!happened() && performance.now() < end) await sleep(10);
}

/** Sends what waits until nothing does. */
async function deliver(page: Page): Promise<void> {
  const end = performance.now() + DELIVERY;
  for (;;) {
    const left = await page.evaluate(async () => {
      const { chrome } = globalThis as unknown as {
        chrome: { runtime: { sendMessage(message: object): Promise<{ value: { items: unknown[] } }> } };
      };
      return (await chrome.runtime.sendMessage({ name: 'outbox.flush', data: null })).value.items.length;
    });
    if (left === 0) return;
    if (performance.now() > end) throw new Error(`${left} reports still wait in the browser`);
    await sleep(200);
  }
}

/** Chromium names its process in the profile's lock: `<host>-<pid>`. */
function killBrowserOf(profile: string): void {
  process.kill(Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1)), 'SIGKILL');
}

/**
 * Stands where the extension expects its relay, and hands on to wherever the relay is now; as a web server before a relay
 * does, it names a network for each request, or the rate limit would stop them.
 */
async function openGate(port: number, relayPort: () => number, random: () => number): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const network = `127.${Math.floor(random() * 256)}.${Math.floor(random() * 256)}.1`;
    const { method, url, headers } = incoming;
    const onward = request(
      {
        port: relayPort(),
        host: '127.0.0.1',
        agent: false,
        method,
        path: url,
        headers: { ...headers, 'x-forwarded-for': network },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on('error', () => outgoing.destroy());
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.on('error', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

async function tokenFor(dataDir: string): Promise<string> {
  const token = makeToken();
  const store = await openStore({ dataDir });
  await store.addToken('kill', hashToken(token), '2026-01-01');
  await store.close();
  return token;
}

/** The id in each report at the relay, opened with the key. */
async function readRelay(port: number, token: string, identity: string): Promise<string[]> {
  const found: string[] = [];
  for await (const pulled of pullReports({ url: `http://127.0.0.1:${port}/`, token, identities: [identity] })) {
    if ('error' in pulled) throw new Error(`a report cannot be opened: ${pulled.error}`);
    found.push(pulled.report.id);
  }
  return found;
}

function documentOf(id: string): ReportDocument {
  return {
    version: 1,
    id,
    kind: 'suspicious-message',
    createdOn: '2026-11-25',
    post: { kind: 'message', site: '', text: 'Easy work in Poipet' },
    verdict: null,
    categories: [],
    words: '',
    reach: '',
    locale: 'en',
    appVersion: '0',
  };
}
