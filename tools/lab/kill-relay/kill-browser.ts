/**
 * Kills (SIGKILL) a browser with the built extension at random points while its reader confirms reports. Starts it
 * again with the same profile. The relay is killed as well. In the end every confirmed report must be at the relay
 * exactly once, readable with the key.
 */
import { readlinkSync, mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { pullReports } from '../../../hub/relay/pull-reports.ts';
import { openStore } from '../../../hub/relay/open-store.ts';
import { hashToken, generateToken } from '../../../hub/relay/tokens.ts';
import type { ReportDocument } from '../../../utils/report/report-document.ts';
import { startRelayProcess, type RelayProcess } from '../load-relay/relay-process.ts';
import { launchChromium } from '../../setup/launch-chromium.ts';
import { compareReports, type KillFigures } from './kill-figures.ts';
import { seededRandom } from '../../setup/seeded-random.ts';

export interface KillBrowserOptions {
  rounds: number;
  seed: number;
  /** Folder of an extension whose brand pins a root with the recipient of `identity`, and that sends to `port`. */
  extension: string;
  identity: string;
  port: number;
}

/** Longest time from the first confirmation, or the first attempt, to the kill, milliseconds. */
const MAX_LIFE_MS = 600;
/**
 * Share of the rounds in which the browser is killed only after something is confirmed. And the longest wait for it,
 * milliseconds.
 */
const CONFIRM_SHARE = 0.8;
const CONFIRM_TIMEOUT_MS = 20_000;
/** Share of the rounds in which the relay is killed too. */
const RELAY_SHARE = 0.5;
/** How long the delivery of the last reports may take, milliseconds. */
const DELIVERY_TIMEOUT_MS = 60_000;

export async function killBrowser({
  rounds,
  seed,
  extension,
  identity,
  port,
}: KillBrowserOptions): Promise<KillFigures> {
  const started = performance.now();
  const random = seededRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'kill-browser-'));
  const [data, profile] = [join(folder, 'relay'), join(folder, 'profile')];
  const token = await issueToken(data);
  const serve = ['hub/hub.ts', 'relay', 'serve', '--data', data, '--port', '0', '--flood', 'never', '--behind-proxy'];
  let relay: RelayProcess = await startRelayProcess(serve);
  const gate = await startProxy(port, () => relay.port, random);
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
        await deliverAll(page);
        await browser.close();
        break;
      }
      const ids = Array.from({ length: 400 }, () => randomBytes(16).toString('hex'));
      const before = accepted.size;
      const confirming = page.evaluate(confirmReports, ids.map(documentOf)).then(
        (fault) => new Error(fault),
        () => null,
      );
      if (random() < CONFIRM_SHARE) await waitUntil(() => accepted.size > before);
      const life = random() * MAX_LIFE_MS;
      if (random() < RELAY_SHARE) {
        await sleep(random() * life);
        await relay.stop('SIGKILL');
        relay = await startRelayProcess(serve);
      } else await sleep(life);
      killChromium(profile);
      await browser.close().catch(() => undefined);
      // It must end because the browser is killed; if it ended by itself, it failed.
      const fault = await confirming;
      if (fault !== null) throw fault;
      begun += accepted.size > before ? 1 : 0;
    }
    const found = await readReportIds(relay.port, token, identity);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const cutOff = rounds - begun;
    return { rounds, accepted: accepted.size, cutOff, ...compareReports(accepted, found), integrity: 'ok', seconds };
  } finally {
    await relay.stop();
    gate.closeAllConnections();
    gate.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs in the extension's own page: confirms reports one after another, as the report page does. */
const confirmReports = async (documents: readonly ReportDocument[]): Promise<string> => {
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

async function waitUntil(happened: () => boolean): Promise<void> {
  const end = performance.now() + CONFIRM_TIMEOUT_MS;
  while (!happened() && performance.now() < end) await sleep(10);
}

/** Sends what waits until nothing waits any more. */
async function deliverAll(page: Page): Promise<void> {
  const end = performance.now() + DELIVERY_TIMEOUT_MS;
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
function killChromium(profile: string): void {
  process.kill(Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1)), 'SIGKILL');
}

/**
 * A proxy at the address where the extension expects its relay; it forwards to the relay's current port. It names a
 * network for each request, as a web server before a relay does. Else the rate limit would refuse them.
 */
async function startProxy(port: number, relayPort: () => number, random: () => number): Promise<Server> {
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

async function issueToken(dataDir: string): Promise<string> {
  const token = generateToken();
  const store = await openStore({ dataDir });
  await store.addToken('kill', hashToken(token), '2026-01-01');
  await store.close();
  return token;
}

/** The ids of the reports at the relay, opened with the key. */
async function readReportIds(port: number, token: string, identity: string): Promise<string[]> {
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
