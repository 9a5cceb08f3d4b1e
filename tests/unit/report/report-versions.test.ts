/** A reader without an outbox changes a report and sends it again after its answer was lost. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SqliteStore } from '../../../hub/relay/sqlite-store.ts';
import { startRelay, type Relay } from '../../../hub/relay/start-relay.ts';
import { emptyDispute } from '../../../components/report/report-form.ts';
import { composeReport } from '../../../utils/report/compose-report.ts';
import { deriveCodeHashes } from '../../../utils/report/report-code.ts';
import type { ReportDocument } from '../../../utils/report/report-document.ts';
import { createReportVersions } from '../../../utils/report/report-versions.ts';
import { openSealedReport, sealReportJson } from '../../../utils/report/seal-report.ts';
import { idempotencyKey, sendVersion, withdrawReport, type RelayRoute } from '../../../utils/report/send-report.ts';
import { CHOICES } from './choices.ts';

const identity = await generateX25519Identity();
const recipient = await identityToRecipient(identity);
const codes = await deriveCodeHashes('s'.repeat(43));
const replacing = { withdrawHash: codes.withdrawHash, replaces: codes.withdrawSecret };
const newId = (): string => randomBytes(16).toString('hex');

let folder: string;
let relay: Relay;
let route: RelayRoute;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'versions-'));
  relay = await startRelay({ dataDir: folder });
  route = { fetch, relayUrl: `http://127.0.0.1:${relay.port}/` };
});
afterEach(async () => {
  await relay.stop();
  rmSync(folder, { recursive: true });
});

/** The request arrives, and its answer does not. */
const losing: typeof fetch = async (input, init) => {
  await fetch(input, init);
  throw new TypeError('the network went away');
};

async function stored(): Promise<string[]> {
  const store = new SqliteStore(folder);
  const sealed = await Promise.all((await store.list('', 100)).map(async ({ id }) => store.sealed(id)));
  await store.close();
  return Promise.all(sealed.map(async (each) => (await openSealedReport(each as Uint8Array, [identity])).trim()));
}

const reportOf = (words: string): ReportDocument => composeReport(emptyDispute(true), { ...CHOICES, words });

/** Sends as a form does. */
function formThatSends() {
  const versions = createReportVersions(newId, codes);
  return {
    versions,
    send: async (words: string, by: typeof fetch = fetch) => {
      const { document, ...version } = versions.leave(reportOf(words));
      const key = await idempotencyKey(document.id);
      const sealed = await sealReportJson(JSON.stringify(words), [recipient]);
      return sendVersion({ ...route, fetch: by }, { key, sealed, ...version });
    },
  };
}

it('replaces a version whose answer was lost, and the code withdraws the new one', async () => {
  const { send } = formThatSends();
  expect(await send('my name is in it', losing)).toMatchObject({ done: false, reason: 'offline' });
  expect(await stored()).toEqual(['"my name is in it"']);
  expect(await send('my name is not')).toEqual({ done: true });
  expect(await stored()).toEqual(['"my name is not"']);
  expect(await withdrawReport(route, codes.withdrawSecret)).toBe('taken-back');
  expect(await stored()).toEqual([]);
});

it('withdraws a version that arrives after the one that replaced it', async () => {
  let late: (() => Promise<Response>) | undefined;
  const { send } = formThatSends();
  await send('first', async (input, init) => {
    late = () => fetch(input, { ...init, signal: null });
    throw new TypeError('the network is slow');
  });
  await send('second');
  await late?.();
  expect((await stored()).toSorted()).toEqual(['"first"', '"second"']);
  expect(await withdrawReport(route, codes.withdrawSecret)).toBe('taken-back');
  expect(await stored()).toEqual([]);
});

it('does not send the new version while it cannot withdraw the old one', async () => {
  const { send } = formThatSends();
  await send('first', losing);
  const withdrawing: typeof fetch = async (input, init) => {
    if (init?.method === 'DELETE') throw new TypeError('no network');
    return fetch(input, init);
  };
  expect(await send('second', withdrawing)).toMatchObject({ done: false, reason: 'offline' });
  expect(await stored()).toEqual(['"first"']);
  expect(await send('third')).toEqual({ done: true });
  expect(await stored()).toEqual(['"third"']);
});

it('gives each version an id of its own, and one hash for all; the first replaces nothing', () => {
  const versions = createReportVersions(newId, codes);
  const first = versions.id();
  expect(versions.leave(reportOf('first'))).toMatchObject({
    document: { id: first, words: 'first' },
    withdrawHash: codes.withdrawHash,
    replaces: null,
  });
  expect(versions.id()).not.toBe(first);
  expect(versions.leave(reportOf('second'))).toMatchObject({ document: { words: 'second' }, ...replacing });
});

it('keeps the id of what was not changed since it left: in a file, and when it is sent again', async () => {
  const { versions, send } = formThatSends();
  const first = versions.id();
  expect(versions.named(reportOf('same')).id).toBe(first);
  await send('same', losing);
  expect(versions.named(reportOf('same')).id).toBe(first);
  expect(versions.named(reportOf('changed')).id).not.toBe(first);
  expect(await send('same')).toEqual({ done: true });
  expect(await stored()).toEqual(['"same"']);
});

it('gives a third version, though unchanged, a new id: the second may have been withdrawn with the first', async () => {
  const { versions, send } = formThatSends();
  await send('first', losing);
  await send('second', losing);
  const second = versions.named(reportOf('second')).id;
  expect(versions.leave(reportOf('second'))).toMatchObject(replacing);
  expect(versions.named(reportOf('second')).id).not.toBe(second);
  expect(await send('second')).toEqual({ done: true });
  expect(await stored()).toEqual(['"second"']);
});

it('says that there is no relay, with or without an earlier version', async () => {
  const none = { fetch, relayUrl: null };
  const version = { key: 'k'.repeat(43), sealed: new Uint8Array(), withdrawHash: null };
  for (const replaces of [null, codes.withdrawSecret])
    expect(await sendVersion(none, { ...version, replaces })).toMatchObject({ reason: 'no-relay' });
});
