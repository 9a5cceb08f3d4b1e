/** Anybody can seal anything to the desk's key. Whatever it is, it is a report of our form or refused with a reason. */
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openReport, parseDocument, REFUSAL_KEYS, ReportRefusedError } from '../../../utils/desk/open-report.ts';
import { sourceVisibility } from '../../../utils/desk/report-facts.ts';
import { visibleText } from '../../../utils/desk/visible-text.ts';
import { sealReportJson } from '../../../utils/report/seal-report.ts';
import { findSealedFault } from '../../../utils/report/sealed-format.ts';
import { fuzzOptions } from '../fuzz-options.ts';

const REPORT = {
  version: 1,
  id: 'a'.repeat(32),
  kind: 'suspicious-post',
  createdOn: '2026-11-25',
  post: { kind: 'detail', site: 'generic', title: 'Chat support', url: 'https://board.example/1', contacts: ['@x'] },
  verdict: { level: 'danger', kind: 'lure', language: 'en', reasons: ['travel-paid'], listedBy: null },
  categories: ['asks-money'],
  words: 'words',
  reach: '',
  locale: 'en',
  appVersion: '0.1.0',
};

let identity: string;
let recipient: string;
let sealed: Uint8Array;
beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
  sealed = await sealReportJson(JSON.stringify(REPORT), [recipient]);
});

/** `opened`, or the key of the refusal. Any other error fails the test. */
async function outcomeOf(run: () => unknown): Promise<string> {
  try {
    await run();
    return 'opened';
  } catch (error) {
    if (!(error instanceof ReportRefusedError)) throw error;
    expect(REFUSAL_KEYS).toContain(error.key);
    return error.key;
  }
}

const stream = (bytes: Uint8Array): ReadableStream<Uint8Array> => new Blob([Uint8Array.from(bytes)]).stream();

/** The report with one value anywhere in it replaced, removed or added. */
const changedReport = fc
  .tuple(fc.constantFrom(...pathsOf(REPORT), ['extra'], ['post', 'extra']), fc.option(fc.jsonValue()))
  .map(([path, value]) => withValue(REPORT, path, value));

describe('fuzzed reports', { timeout: 600_000 }, () => {
  it('are parsed or refused, and what is parsed can be shown and sorted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(changedReport, fc.jsonValue()), async (json) => {
        const plain = new TextEncoder().encode(JSON.stringify(json));
        const outcome = await outcomeOf(() => {
          const { document } = parseDocument(plain);
          expect(['private', 'public']).toContain(sourceVisibility(document));
          for (const text of [document.words, document.reach, document.post.title ?? '']) {
            expect(visibleText(text)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/u);
          }
        });
        expect(['opened', 'not-a-report']).toContain(outcome);
      }),
      fuzzOptions(1_000),
    );
  });

  it('whose bytes are not UTF-8 or not JSON are refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (plain) => {
        expect(await outcomeOf(() => parseDocument(plain))).toBe('not-a-report');
      }),
      fuzzOptions(1_000),
    );
  });

  it('with changed bytes of the sealed file are never opened as something else', async () => {
    const change = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(change, fc.option(fc.nat()), async (changes, cut) => {
        const bytes = Uint8Array.from(cut === null ? sealed : sealed.subarray(0, cut % sealed.length));
        for (const [at, flip] of changes) if (bytes.length > 0) bytes[at % bytes.length]! ^= flip;
        const isSame = Buffer.compare(bytes, sealed) === 0;
        // A throw-away stanza can be changed only with the header's MAC, which covers it.
        expect(await outcomeOf(() => openReport(stream(bytes), [identity]))).not.toBe(isSame ? 'damaged' : 'opened');
        expect([null, 'wrong-size', 'not-sealed']).toContain(findSealedFault(bytes));
      }),
      fuzzOptions(150),
    );
  });

  it('sealed with any text inside are reports of our form or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        const encrypter = new Encrypter();
        encrypter.addRecipient(recipient);
        const file = await encrypter.encrypt(text);
        expect(await outcomeOf(() => openReport(stream(file), [identity]))).toBe('not-a-report');
      }),
      fuzzOptions(60),
    );
  });
});

function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsOf(inner, [...path, key])]);
}

/** A copy with the value at `path`; null removes it. */
function withValue(source: object, path: readonly string[], value: unknown): unknown {
  const copy = structuredClone(source) as Record<string, unknown>;
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1) as string;
  if (value === null) delete at[last];
  else at[last] = value;
  return copy;
}
