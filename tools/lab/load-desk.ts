/**
 * `npm run -s load-desk [-- COUNT]`: a desk in Chromium with COUNT reports (default 10,000). Prints the time to open
 * them and to group them into cases, and the longest delay of an input. Ends with 1 when a limit is exceeded.
 */
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { generateX25519Identity } from 'age-encryption';
import { DEFAULT_BRAND } from '../brand/read-brand.ts';
import { makeReports, type MadeReport } from './load-desk/make-reports.ts';
import { ensureKnowledge } from '../knowledge/compile-knowledge.ts';
import { ensureExtension } from '../setup/extension.ts';
import { launchChromium } from '../setup/launch-chromium.ts';
import { createRowCipher } from '../../utils/desk/row-cipher.ts';
import { generateSigningKey } from '../../utils/desk/signer.ts';
import { sealVault } from '../../utils/desk/vault.ts';

const BARS = { open: 2_000, sort: 5_000, input: 100 };
const PASSPHRASE = 'lantern copper river sofa cloud';
const count = Number(process.argv[2] ?? 10_000);

await ensureKnowledge();
const extension = await ensureExtension({ brand: DEFAULT_BRAND, flavour: 'desk', browser: 'chrome' });
const browser = await launchChromium({ extension, headless: true });
try {
  const page = await browser.context.newPage();
  await page.goto(`${browser.base}desk.html`);
  await page.waitForSelector('#set-up');
  await fill(page, makeReports(count));
  await page.reload();
  await page.waitForSelector('#unlock');
  await page.evaluate(`
    window.waits = [];
    new PerformanceObserver((list) => { for (const each of list.getEntries()) window.waits.push([each.name, each.duration]); })
      .observe({ type: 'event', durationThreshold: 16 });`);
  await page.fill('#passphrase', PASSPHRASE);
  await page.click('#unlock');
  await page.waitForSelector('.queue button', { timeout: 60_000 });
  const marks = await page.evaluate<Record<string, number>>(
    `Object.fromEntries(performance.getEntriesByType('mark').map((m) => [m.name, m.startTime]))`,
  );
  const open = (marks['desk-open'] ?? NaN) - (marks['desk-unlocked'] ?? NaN);
  const sort = (marks['desk-sorted'] ?? NaN) - (marks['desk-open'] ?? NaN);
  const cases = (await page.innerText('.work h2')).replaceAll(/\D/gu, '');
  await work(page);
  const waits = await page.evaluate<[string, number][]>(`window.waits`);
  const [worst = ['none', 0]] = waits.toSorted((a, b) => b[1] - a[1]);
  console.table({
    'reports, cases': { figure: `${count}, ${cases}` },
    'opened in, ms': { figure: Math.round(open), bar: BARS.open },
    'sorted into cases in, ms': { figure: Math.round(sort), bar: BARS.sort },
    'longest wait of an input, ms': { figure: worst[1], bar: BARS.input, what: worst[0] },
    'inputs over 16 ms': { figure: waits.length },
  });
  process.exitCode = open <= BARS.open && sort <= BARS.sort && worst[1] <= BARS.input ? 0 : 1;
} finally {
  await browser.close();
}

/** Writes the reports into the desk's database, encrypted as the desk does. */
async function fill(page: Page, reports: readonly MadeReport[]): Promise<void> {
  const dataKey = randomBytes(32).toString('hex');
  const boxes = await createRowCipher(dataKey);
  const vault = await sealVault(
    {
      version: 1,
      name: 'Ana',
      identities: [await generateX25519Identity()],
      token: `jlr_${'x'.repeat(43)}`,
      ...(await generateSigningKey()),
      dataKey,
    },
    PASSPHRASE,
  );
  await putRows(page, 'vault', [{ id: 'vault', sealed: vault }]);
  for (let at = 0; at < reports.length; at += 500) {
    const batch = reports.slice(at, at + 500);
    await putRows(
      page,
      'reports',
      await Promise.all(
        batch.map(async ({ document: { id }, facts, arrivedOn }) => ({
          id,
          relay: id,
          arrivedOn,
          viewed: false,
          goneOn: '',
          facts: await boxes.encrypt(facts, `reports/${id}`),
        })),
      ),
    );
    await putRows(
      page,
      'bodies',
      await Promise.all(
        batch.map(async ({ document, reading }) => ({
          id: document.id,
          body: await boxes.encrypt({ document, reading }, `bodies/${document.id}`),
        })),
      ),
    );
  }
}

async function putRows(page: Page, table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  const plain = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value,
      ]),
    ),
  );
  await page.evaluate(
    async ([name, rows]) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('joblantern-desk');
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('no database')));
      });
      const write = db.transaction(name, 'readwrite');
      for (const row of rows) {
        const whole = Object.entries(row).map(([field, value]) => {
          const { bytes } = (value ?? {}) as { bytes?: string };
          return [field, bytes === undefined ? value : Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))];
        });
        write.objectStore(name).put(Object.fromEntries(whole));
      }
      await new Promise((resolve) => write.addEventListener('complete', resolve));
      db.close();
    },
    [table, plain] as const,
  );
}

/**
 * Half an hour of a moderator's work, fast: walks through the queue, reads, ticks, writes, decides, opens the other parts.
 */
async function work(page: Page): Promise<void> {
  await page.click('.queue button');
  for (let at = 0; at < 15; at += 1) {
    await page.waitForSelector('.report');
    await page.keyboard.press('j');
  }
  for (const action of ['list', 'reject', 'watch', 'need-more', 'reject']) {
    await page.waitForSelector('.report');
    const name = page.locator('.names input').first();
    if (action === 'list' && (await name.count()) > 0) await name.check();
    await page.check(`input[value="${action}"]`);
    if (action === 'list') {
      await page.selectOption('#category', 'trafficking');
      await page.fill('#evidence', 'case 7');
    }
    await page.focus('#note');
    await page.keyboard.type('Seen before in three groups.');
    await page.click('#decide');
    await page.locator('#notice', { hasText: 'kept' }).waitFor();
    await page.keyboard.press('Tab');
    await page.focus('.case h2');
    await page.keyboard.press('j');
  }
  for (const tab of ['names', 'hand-over', 'queue']) await page.click(`[data-tab="${tab}"]`);
  await page.click('.list input[type="checkbox"]');
  // Long waits are reported a moment after they end.
  await page.waitForTimeout(500);
}
