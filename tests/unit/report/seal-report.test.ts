import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { armorReport, isUsableRecipient, openSealedReport, sealReportJson } from '../../../utils/report/seal-report.ts';
import {
  findSealedFault,
  MAX_SEALED_BYTES,
  PLAIN_SIZES,
  SEALED_SIZES,
  STANZA_COUNT,
} from '../../../utils/report/sealed-format.ts';

async function holder(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** A key with a right checksum to which nothing can be sealed: the point zero. */
const ZERO = 'age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z';

const hasAge = spawnSync('age', ['--version']).status === 0;

describe('seal', () => {
  it('gives every report one of four lengths and eight stanzas, however many recipients there are', async () => {
    const holders = await Promise.all([1, 2, 3].map(holder));
    for (const [index, size] of PLAIN_SIZES.entries()) {
      for (const json of ['"x"'.padEnd(size, 'x'), '"x"'.padEnd((PLAIN_SIZES[index - 1] ?? 0) + 1, 'x')]) {
        const sealed = await sealReportJson(
          json,
          holders.slice(0, 1 + (index % 3)).map((h) => h.recipient),
        );
        expect(sealed.length).toBe(SEALED_SIZES[index]);
        expect(findSealedFault(sealed)).toBeNull();
        expect(new TextDecoder('latin1').decode(sealed).split('-> X25519 ').length - 1).toBe(STANZA_COUNT);
      }
    }
    expect(MAX_SEALED_BYTES).toBe(SEALED_SIZES.at(-1));
  });

  it('opens for every recipient and nobody else, as JSON that needs no unpadding', async () => {
    const [first, second, stranger] = [await holder(), await holder(), await holder()];
    const report = { words: 'กลัวมาก 害怕' };
    const sealed = await sealReportJson(JSON.stringify(report), [first.recipient, second.recipient]);
    expect(JSON.parse(await openSealedReport(sealed, [first.identity]))).toEqual(report);
    expect(JSON.parse(await openSealedReport(armorReport(sealed), [stranger.identity, second.identity]))).toEqual(
      report,
    );
    await expect(openSealedReport(sealed, [stranger.identity])).rejects.toThrow(/no identity matched/u);
  });

  it('uses a fresh key each time, so that equal reports do not look equal', async () => {
    const { recipient } = await holder();
    const [one, two] = [await sealReportJson('{}', [recipient]), await sealReportJson('{}', [recipient])];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
  });

  it('seals for as many recipients as a file has stanzas', async () => {
    const holders = await Promise.all(Array.from({ length: STANZA_COUNT }, holder));
    const sealed = await sealReportJson(
      '{}',
      holders.map((each) => each.recipient),
    );
    for (const { identity } of holders) expect(JSON.parse(await openSealedReport(sealed, [identity]))).toEqual({});
  });

  it('refuses what it cannot seal, by name', async () => {
    const { recipient } = await holder();
    const many = await Promise.all(Array.from({ length: STANZA_COUNT + 1 }, async () => (await holder()).recipient));
    const hybrid = await identityToRecipient(await generateHybridIdentity());
    const broken = `${recipient.slice(0, -1)}${recipient.endsWith('q') ? 'p' : 'q'}`;
    await expect(sealReportJson('{}', [])).rejects.toMatchObject({ key: 'no-recipients' });
    await expect(sealReportJson('{}', many)).rejects.toMatchObject({ key: 'too-many-recipients' });
    for (const bad of [hybrid, broken, 'age1', 'nobody', ZERO]) {
      await expect(sealReportJson('{}', [bad]), bad).rejects.toMatchObject({ key: 'bad-recipient' });
      expect(await isUsableRecipient(bad)).toBe(false);
    }
    expect(await isUsableRecipient(recipient)).toBe(true);
    await expect(sealReportJson('x'.repeat(262_145), [recipient])).rejects.toMatchObject({ key: 'report-too-large' });
  });

  it('leaves out a mistyped recipient, and seals to the others', async () => {
    const { identity, recipient } = await holder();
    const broken = `${recipient.slice(0, -1)}${recipient.endsWith('q') ? 'p' : 'q'}`;
    const sealed = await sealReportJson('{}', [broken, recipient, ZERO]);
    expect(findSealedFault(sealed)).toBeNull();
    expect(await openSealedReport(sealed, [identity])).toMatch(/^\{\} *$/u);
  });

  it.skipIf(!hasAge)('opens with the age command (skipped where age is not installed)', async () => {
    const { identity, recipient } = await holder();
    const folder = mkdtempSync(join(tmpdir(), 'sealed-'));
    try {
      const sealed = await sealReportJson('{"words":"help"}', [recipient]);
      writeFileSync(join(folder, 'key.txt'), `${identity}\n`);
      writeFileSync(join(folder, 'report.age'), sealed);
      writeFileSync(join(folder, 'report.txt'), armorReport(sealed));
      for (const file of ['report.age', 'report.txt']) {
        const result = spawnSync('age', ['-d', '-i', join(folder, 'key.txt'), join(folder, file)], {
          encoding: 'utf8',
        });
        expect(result.stderr).toBe('');
        expect(result.stdout.length).toBe(PLAIN_SIZES[0]);
        expect(JSON.parse(result.stdout)).toEqual({ words: 'help' });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('faultOf', () => {
  it('names what is not a sealed report', async () => {
    const sealed = await sealReportJson('{}', [(await holder()).recipient]);
    expect(findSealedFault(sealed.subarray(1))).toBe('wrong-size');
    expect(findSealedFault(new Uint8Array(0))).toBe('wrong-size');
    expect(findSealedFault(new Uint8Array(sealed.length))).toBe('not-sealed');
    // A plain text hidden behind the first line of a sealed file.
    const faked = new Uint8Array(sealed.length).fill(0x61);
    faked.set(sealed.subarray(0, 300));
    expect(findSealedFault(faked)).toBe('not-sealed');
    // Seven stanzas and a note in the place of the eighth.
    const altered = Uint8Array.from(sealed);
    altered.set(new TextEncoder().encode('-> note  '), 22 + 98 * 7);
    expect(findSealedFault(altered)).toBe('not-sealed');
  });
});
