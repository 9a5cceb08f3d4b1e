/** Hostile reports at a moderator's desk: nothing runs, nothing leaves, and what is refused is refused in words. */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Encrypter, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRelay, type Relay } from '../../hub/relay/start-relay.ts';
import { openStore } from '../../hub/relay/open-store.ts';
import { hashToken, generateToken } from '../../hub/relay/tokens.ts';
import type { ReportDocument } from '../../utils/report/report-document.ts';
import { sealReportJson } from '../../utils/report/seal-report.ts';
import { sendReport } from '../../utils/report/send-report.ts';
import { openDesk, PASSPHRASE, type Moderator } from './harness/desk.ts';
import { until } from './harness/driver.ts';
import { portInLane } from './harness/lane.ts';
import { LURE } from './harness/pages.ts';
import { RELAY_PORT, reportIdentity } from './harness/publisher.ts';
import { BROWSERS } from './harness/story.ts';

/** Where hostile reports would like the desk to call. */
const TRAP_PORT = portInLane(18_464);
const TRAP = `http://127.0.0.1:${TRAP_PORT}`;

function report(at: number, change: Partial<ReportDocument> = {}): ReportDocument {
  return {
    version: 1,
    id: at.toString(16).padStart(32, '0'),
    kind: 'suspicious-post',
    createdOn: '2026-11-25',
    post: { kind: 'detail', site: 'generic', title: LURE.title, text: LURE.text, url: 'https://board.example/jobs/1' },
    verdict: null,
    categories: ['traps-people'],
    words: '',
    reach: '',
    locale: 'en',
    appVersion: '0.1.0',
    ...change,
  };
}

const SCRIPT = `<img src=x onerror="fetch('${TRAP}/ran')"><script>fetch('${TRAP}/ran');document.title='owned'</script><iframe src="${TRAP}/frame"></iframe><a href="${TRAP}/link">click</a><style>@import '${TRAP}/style';</style>`;

describe.each(BROWSERS)('in %s', (browser) => {
  let relay: Relay;
  let data: string;
  let ana: Moderator;
  let trap: Server;
  const calls: string[] = [];
  const token = generateToken();
  /** Seals a text as a report and sends it to the relay. */
  let post: (plain: string) => Promise<void>;

  beforeAll(async () => {
    calls.length = 0;
    trap = createServer((request, response) => {
      calls.push(request.url ?? '');
      response.setHeader('Access-Control-Allow-Origin', '*').end('x');
    });
    await new Promise<void>((resolve) => trap.listen(TRAP_PORT, '127.0.0.1', resolve));
    data = await mkdtemp(join(tmpdir(), 'joblantern-desk-'));
    const store = await openStore({ dataDir: data });
    await store.addToken('ana', hashToken(token), '2026-11-25');
    await store.close();
    relay = await startRelay({ dataDir: data, port: RELAY_PORT });
    const recipient = await identityToRecipient(await reportIdentity());
    const route = { fetch, relayUrl: `http://127.0.0.1:${RELAY_PORT}/` };
    post = async (plain: string): Promise<void> => {
      const sent = await sendReport(route, randomBytes(16).toString('hex'), await sealReportJson(plain, [recipient]));
      expect(sent.done).toBe(true);
    };
    await post(JSON.stringify(report(1)));
    await post(JSON.stringify(report(2, { words: 'They hold my cousin.', categories: ['someone-held'] })));
    await post(
      JSON.stringify(
        report(3, { words: SCRIPT, post: { kind: 'message', site: SCRIPT.slice(0, 90), title: SCRIPT, text: SCRIPT } }),
      ),
    );
    await post(
      JSON.stringify(
        report(4, {
          post: {
            kind: 'message',
            site: 'x',
            title: 'bidi \u202Egpj.exe',
            text: `name\u200B \u2066hidden\u2069 ${'Z\u0301\u0302'.repeat(400)}`,
          },
        }),
      ),
    );
    await post(`{${Array.from({ length: 15_000 }, (_, at) => `"f${at}":1`).join(',')}}`);
    await post('no report at all');
    ana = await openDesk(browser);
    await ana.setUp('Ana', await reportIdentity(), token);
  });
  afterAll(async () => {
    await ana?.close();
    await relay?.stop();
    trap?.close();
    await rm(data, { recursive: true, force: true });
  });

  test('fetches, opens, sorts; what is no report is refused and counted', async () => {
    expect(await ana.pull()).toMatch(/New: 4\. Could not be opened: 2/u);
    const lines = await ana.tab.text('.queue');
    // Two reports of one recruiter are one case, and the one who is held comes first.
    expect(lines).toMatch(/^Someone is held.*Customer chat support[\s\S]*2 reports/u);
  });

  test('a script in a report is text, and nothing leaves', async () => {
    await ana.choose(/img src/u);
    expect(await ana.tab.text('.report')).toContain("<script>fetch('");
    const inside = await ana.tab.evaluate<number>(
      `return document.querySelectorAll('.report img, .report script, .report iframe, .report a, .report style').length`,
    );
    expect(inside).toBe(0);
    // The desk itself could not call either: its own policy stops it.
    const blocked = await ana.tab.evaluate<boolean>(
      `try { await fetch('${TRAP}/self'); return false; } catch { return true; }`,
    );
    expect(blocked).toBe(true);
    expect(await ana.tab.evaluate(`return document.title`)).toContain('desk');
    expect(calls).toEqual([]);
  });

  test('bidi controls and what cannot be seen are written out', async () => {
    await ana.choose(/bidi/u);
    const text = await until('the report to be shown', async () => {
      const shown = await ana.tab.text('.report');
      return shown.includes('U+202E') ? shown : null;
    });
    expect(text).toContain('U+200B');
    expect(text).not.toContain('\u202E');
  });

  test('100 MB, and a million fields, are refused in words', async () => {
    await ana.show('hand-over');
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(await reportIdentity()));
    const million = await encrypter.encrypt(`{${'"x":1,'.repeat(1_000_000)}"y":1}`);
    await ana.chooseFile('#open-file', million, 'million.age');
    await until('the refusal', async () => /larger than a report/u.test(await ana.statusText()));
    // 100 MB need not cross the driver: the page makes them of the head of a real file.
    const head = Buffer.from(await encrypter.encrypt(new Uint8Array(200_000))).toString('base64');
    const took = await ana.tab.evaluate<number>(`
      const head = Uint8Array.from(atob(${JSON.stringify(head)}), (c) => c.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([head, ...Array.from({ length: 100 }, () => new Uint8Array(1024 * 1024))], 'big.age'));
      const field = document.querySelector('#open-file');
      const started = performance.now();
      field.files = transfer.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
      while (document.querySelector('#open-file').disabled || !document.querySelector('#notice').textContent.includes('larger')) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return performance.now() - started;`);
    expect(took).toBeLessThan(5_000);
  });

  test('a picture is decoded in the worker and read; a broken one is left out, and its report is kept', async () => {
    await ana.show('queue');
    const jpeg = await ana.tab.evaluate<string>(`
      const canvas = new OffscreenCanvas(900, 500);
      const context = canvas.getContext('2d');
      context.fillStyle = '#12355b';
      context.fillRect(0, 0, 900, 500);
      context.fillStyle = '#ffffff';
      context.font = '52px "DejaVu Sans", sans-serif';
      ['URGENT HIRING in Mae Sot', 'Free ticket and room'].forEach((line, at) => context.fillText(line, 60, 160 + at * 90));
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
      return btoa(String.fromCharCode(...bytes));`);
    const message = { kind: 'message', site: '' } as const;
    const picture = { type: 'image/jpeg', data: jpeg } as const;
    await post(JSON.stringify(report(5, { post: { ...message, title: 'The first poster' }, picture })));
    await post(JSON.stringify(report(6, { post: { ...message, title: 'The same poster' }, picture })));
    // Samples of 99 bits: a size can be read, and no browser decodes it. Chromium draws a picture that is only cut off.
    const damaged = Buffer.from(jpeg, 'base64');
    damaged[damaged.indexOf(Buffer.from([0xff, 0xc0])) + 4] = 99;
    const broken = { ...picture, data: damaged.toString('base64') };
    await post(JSON.stringify(report(7, { post: { ...message, title: 'Half a poster' }, picture: broken })));
    const svg = { type: 'image/svg+xml', data: Buffer.from(SCRIPT).toString('base64') };
    await post(JSON.stringify({ ...report(8, { post: { ...message, title: 'A drawing' } }), picture: svg }));
    expect(await ana.pull()).toMatch(/4 new reports/u);

    // Copies of one picture are one case.
    await ana.choose(/(?:first|same) poster[\s\S]*2 reports/u);
    await ana.tab.waitFor('#show-picture');
    await ana.tab.click('#show-picture');
    await until('the picture', () =>
      ana.tab.evaluate<boolean>(`return document.querySelector('canvas.report-picture')?.width === 900;`),
    );
    await ana.tab.click('#read-picture');
    const words = await until(
      'the words',
      async () => {
        const isRead = await ana.tab.evaluate<boolean>(`return document.querySelector('#picture-words') !== null;`);
        return isRead ? ana.tab.text('#picture-words') : null;
      },
      30_000,
    );
    expect(words).toContain('Free ticket and room');
    await ana.choose(/Half a poster/u);
    await until('the reason', async () => /left out: it is damaged/u.test(await ana.tab.text('.report')));
    await ana.choose(/A drawing/u);
    await until('the reason', async () => /left out: it is not a JPEG/u.test(await ana.tab.text('.report')));
    expect(calls).toEqual([]);
  });

  test('locked and opened again: all is there; nothing lies in the clear', async () => {
    const stored = await ana.tab.evaluate<string>(`
      const db = await new Promise((resolve, reject) => {
        const asked = indexedDB.open('joblantern-desk');
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
      let text = '';
      for (const name of db.objectStoreNames) {
        const rows = await new Promise((resolve) => {
          const asked = db.transaction(name).objectStore(name).getAll();
          asked.onsuccess = () => resolve(asked.result);
        });
        for (const row of rows) for (const value of Object.values(row)) {
          text += value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : String(value) + ' ';
        }
      }
      db.close();
      return text;`);
    expect(stored.length).toBeGreaterThan(5_000);
    for (const word of ['cousin', 'bkk_dream_team', 'tourist visa', token, 'AGE-SECRET', 'Ana']) {
      expect(stored).not.toContain(word);
    }
    await ana.reopen();
    await ana.tab.type('#passphrase', 'not the passphrase');
    await ana.tab.click('#unlock');
    await until('the refusal', async () => /does not open/u.test(await ana.tab.text()), 30_000);
    await ana.tab.type('#passphrase', PASSPHRASE);
    await ana.tab.click('#unlock');
    await ana.tab.waitFor('.queue');
    expect(await ana.tab.text('.queue')).toContain('Customer chat support');
  });

  test('the queue is worked by keyboard', async () => {
    await ana.tab.evaluate(`document.querySelector('.queue button').focus()`);
    await ana.tab.press('Enter');
    await ana.tab.waitFor('.report');
    await ana.tab.press('w');
    expect(await ana.tab.evaluate(`return document.querySelector('input[value=watch]').checked`)).toBe(true);
    await ana.tab.evaluate(`document.querySelector('#decide').focus()`);
    await ana.tab.press('Enter');
    await until('the decision', async () => /kept/u.test(await ana.statusText()));
  });
});
