import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, test } from 'vitest';
import { MAX_PLAIN_BYTES, openReport, ReportRefusedError } from '../../../utils/desk/open-report.ts';
import { armorReport, sealReportJson } from '../../../utils/report/seal-report.ts';
import type { ReportDocument } from '../../../utils/report/report-document.ts';

let identity: string;
let recipient: string;
beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});

const REPORT: ReportDocument = {
  version: 1,
  id: 'a'.repeat(32),
  kind: 'suspicious-post',
  createdOn: '2026-11-25',
  post: { kind: 'detail', site: 'generic', title: 'Chat support' },
  verdict: null,
  categories: [],
  words: '',
  reach: '',
  locale: 'en',
  appVersion: '0.1.0',
};

const streamed = (bytes: Uint8Array | string): ReadableStream<Uint8Array> =>
  new Blob([typeof bytes === 'string' ? bytes : Uint8Array.from(bytes)]).stream();

/** As `age -r` seals it, of any size. */
async function sealedAnyhow(plain: string | Uint8Array, to = recipient): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(to);
  return encrypter.encrypt(plain);
}

const refusalOf = async (sealed: ReadableStream<Uint8Array>): Promise<string> => {
  try {
    await openReport(sealed, [identity]);
    return 'opened';
  } catch (error) {
    return error instanceof ReportRefusedError ? error.key : String(error);
  }
};

describe('opening', () => {
  test('a report as the extension seals it, its armour, and one sealed by hand', async () => {
    const sealed = await sealReportJson(JSON.stringify(REPORT), [recipient]);
    expect(await openReport(streamed(sealed), [identity])).toEqual({ document: REPORT, pictureFault: null });
    expect(await openReport(streamed(`\n${armorReport(sealed)}\n`), [identity])).toEqual({
      document: REPORT,
      pictureFault: null,
    });
    expect(await openReport(streamed(await sealedAnyhow(JSON.stringify(REPORT))), [identity])).toEqual({
      document: REPORT,
      pictureFault: null,
    });
  });

  test('100 MB are refused after a part of them, and the rest is never asked for', async () => {
    let given = 0;
    const head = await sealedAnyhow(new Uint8Array(MAX_PLAIN_BYTES));
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = given === 0 ? head : new Uint8Array(65_536);
        given += chunk.length;
        if (given > 100 * 1024 ** 2) controller.close();
        else controller.enqueue(chunk);
      },
    });
    expect(await refusalOf(endless)).toBe('too-large');
    expect(given).toBeLessThan(1024 ** 2);
  });

  test('what is longer after decryption than a report can be is refused', async () => {
    expect(await refusalOf(streamed(await sealedAnyhow(`"${'x'.repeat(MAX_PLAIN_BYTES)}"`)))).toBe('too-large');
  });

  const fields = Array.from({ length: 20_000 }, (_, at) => `"f${at}":1`).join(',');
  const hostile: [string, string, string][] = [
    ['very many fields', `{${fields}}`, 'not-a-report'],
    ['a million fields', `{${fields},${'"x":1,'.repeat(980_000)}"y":1}`, 'too-large'],
    ['a field more', JSON.stringify({ ...REPORT, more: 1 }), 'not-a-report'],
    ['a deep nest', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'not-a-report'],
    ['a prototype', `{"__proto__":{"version":1},"constructor":1}`, 'not-a-report'],
    ['no JSON', '<script>alert(1)</script>', 'not-a-report'],
    ['a number as words', JSON.stringify({ ...REPORT, words: 7 }), 'not-a-report'],
  ];
  test.each(hostile)('a report with %s is refused', async (_name, plain, key) => {
    expect(await refusalOf(streamed(await sealedAnyhow(plain)))).toBe(key);
  });

  test('bytes that are no UTF-8, another’s report, a changed one, and no age file', async () => {
    expect(await refusalOf(streamed(await sealedAnyhow(Uint8Array.of(0x22, 0xff, 0x22))))).toBe('not-a-report');
    // 0x43 is the C of "Chat support".
    const title = new TextEncoder().encode(JSON.stringify(REPORT)).map((byte) => (byte === 0x43 ? 0xff : byte));
    expect(await refusalOf(streamed(await sealedAnyhow(title)))).toBe('not-a-report');
    const other = await identityToRecipient(await generateX25519Identity());
    expect(await refusalOf(streamed(await sealedAnyhow('{}', other)))).toBe('not-for-us');
    const changed = await sealReportJson(JSON.stringify(REPORT), [recipient]);
    changed[changed.length - 1]! ^= 1;
    expect(await refusalOf(streamed(changed))).toBe('damaged');
    expect(await refusalOf(streamed('MZ executable'))).toBe('not-sealed');
    expect(await refusalOf(streamed(''))).toBe('not-sealed');
  });
});
