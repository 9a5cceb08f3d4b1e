/**
 * Visits the built site as on a phone's first visit, then offline. Measures what it loads and stores, and which hosts
 * get requests. Tests whether a phone can install it, which attacks its policy blocks, and accessibility (axe) of each
 * page.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { auditPage } from '../screens/audit-page.ts';
import { findChromium } from '../setup/chromium.ts';
import { loadedBytes } from './first-load.ts';
import { startStaticSite, type StaticSite } from './static-site.ts';

export interface SiteAudit {
  /** Files that the page loaded until its first result, in gzip bytes. */
  firstLoad: { files: number; bytes: number };
  /** Whether check and help work without the host. */
  offline: boolean;
  /** One line each, `page: rule at element`. */
  faults: string[];
  /** Reasons why a phone cannot install it. */
  notInstallable: string[];
  /** Requests to other hosts. */
  foreign: string[];
  /** Cookies, and entries in the page's own storage. */
  storedEntries: number;
  /** Directives that blocked an attack; `policyBroken`: a foreign script ran or data left. */
  stopped: string[];
  policyBroken: boolean;
}

const PHONE = { width: 360, height: 740 };
const SAMPLE_TEXT =
  'Chat job, USD 1,500. Free ticket to Bangkok, our driver takes you to Mae Sot. Tourist visa, no interview.';

/** @param folder the built site */
export async function auditSite(folder: string): Promise<SiteAudit> {
  const site = await startStaticSite(folder);
  const profile = await mkdtemp(join(tmpdir(), 'joblantern-site-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await findChromium(),
    viewport: PHONE,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    return await visit(context, site, folder);
  } finally {
    await context.close();
    await site.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function visit(context: BrowserContext, site: StaticSite, folder: string): Promise<SiteAudit> {
  const foreign: string[] = [];
  context.on('request', (request) => {
    if (/^https?:/u.test(request.url()) && !request.url().startsWith(site.url)) foreign.push(request.url());
  });
  const page = await context.newPage();
  const requested = new Set<string>();
  page.on('request', (request) => requested.add(request.url()));
  await page.goto(site.url);
  await page.waitForSelector('#message');
  const faults = await auditFaults(page, 'check');
  await checkText(page);
  const firstLoad = await measureLoad([...requested], site.url, folder);
  faults.push(...(await auditFaults(page, 'result')));
  const kept =
    (await context.cookies()).length + Number(await page.evaluate('localStorage.length + sessionStorage.length'));
  await untilControlled(page);
  const devtools = await context.newCDPSession(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  const { errors } = await devtools.send('Page.getAppManifest');
  const quiet = [...foreign];
  const { ran, stopped, arrived } = await attack(page);
  await page.goto(`${site.url}help.html`);
  await page.waitForSelector('#where');
  faults.push(...(await auditFaults(page, 'help')));
  await site.stop();
  return {
    firstLoad,
    offline: await worksOffline(page, site.url),
    faults,
    notInstallable: [...installabilityErrors.map(({ errorId }) => errorId), ...errors.map(({ message }) => message)],
    foreign: quiet,
    storedEntries: kept,
    stopped,
    policyBroken: ran || arrived,
  };
}

/** Not by `waitForFunction`: that evaluates its text again in the page, and the site's own policy forbids it. */
async function untilControlled(page: Page): Promise<void> {
  for (let left = 300; left > 0; left--) {
    if (await page.evaluate('navigator.serviceWorker.controller !== null')) return;
    await page.waitForTimeout(100);
  }
  throw new Error('The service worker of the site did not start within 30 s');
}

async function checkText(page: Page): Promise<void> {
  await page.fill('#message', SAMPLE_TEXT);
  await page.click('#check');
  await page.waitForSelector('#result');
}

async function auditFaults(page: Page, name: string): Promise<string[]> {
  return (await auditPage(page)).map(({ rule, where }) => `${name}: ${rule} at ${where}`);
}

async function measureLoad(urls: readonly string[], base: string, folder: string): Promise<SiteAudit['firstLoad']> {
  const names = new Set(urls.filter((url) => url.startsWith(base)).map((url) => new URL(url).pathname));
  const prefix = new URL(base).pathname;
  let bytes = 0;
  for (const name of names) {
    bytes += loadedBytes(await readFile(join(folder, name.slice(prefix.length) || 'index.html')));
  }
  return { files: names.size, bytes };
}

/** Tries what a foreign script would: run, fetch, and send data in the address of a picture or a frame. */
async function attack(page: Page): Promise<{ ran: boolean; stopped: string[]; arrived: boolean }> {
  let arrived = false;
  const thief = createServer((_request, response) => {
    arrived = true;
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end();
  });
  await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(thief.address() as AddressInfo).port}/`;
  const result = await page.evaluate<{ ran: boolean; stopped: string[] }>(`(async () => {
    const stopped = new Set();
    document.addEventListener('securitypolicyviolation', (event) => stopped.add(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    await fetch('${address}').catch(() => undefined);
    const picture = new Image();
    await new Promise((resolve) => { picture.onload = picture.onerror = resolve; picture.src = '${address}p.png'; });
    const frame = document.createElement('iframe');
    await new Promise((resolve) => { frame.onload = resolve; frame.src = '${address}'; document.body.append(frame); });
    frame.remove();
    return { ran: window.ran === true, stopped: [...stopped].sort() };
  })()`);
  thief.closeAllConnections();
  thief.close();
  return { ...result, arrived };
}

async function worksOffline(page: Page, base: string): Promise<boolean> {
  try {
    await page.goto(base);
    await page.waitForSelector('#message', { timeout: 10_000 });
    await checkText(page);
    await page.goto(`${base}help.html?lang=th`);
    await page.selectOption('#where', 'TH');
    await page.waitForSelector('a[href^="tel:"]', { timeout: 10_000 });
    return (await page.locator('a[href^="tel:"]').count()) > 10;
  } catch {
    return false;
  }
}
