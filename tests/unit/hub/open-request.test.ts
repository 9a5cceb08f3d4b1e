/** What the second person's machine reads from a request: what it stands on, who may sign it, and what a signature covers. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalize } from '@tufjs/canonical-json';
import { beforeEach, describe, expect, it } from 'vitest';
import { channelPaths } from '../../../hub/channel/channel-folder.ts';
import { fixedPassphrases } from '../../../hub/channel/key-files/passphrases.ts';
import { readPublicKeys } from '../../../hub/channel/key-files/public-keys.ts';
import { renewRoot, type RenewRootOptions } from '../../../hub/channel/key-files/renew-root.ts';
import { keyFromPublicHex } from '../../../hub/channel/key-files/signing-keys.ts';
import { nodeCrypto } from '../../../hub/channel/node-crypto.ts';
import { openRequest, signRequest } from '../../../hub/channel/review/sign-request.ts';
import { requestSignature, signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { readRequest, type ListRequest, type RootRequest } from '../../../hub/channel/signing/signature-request.ts';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import { verifyChannel } from '../../../hub/channel/host/verify-channel.ts';
import { fromHex } from '../../../utils/channel/channel-crypto.ts';
import { DAY_MS, forge, hostOf, listTelegram, makeChannel, NOW, OTHER_RECIPIENT } from '../channel/test-channel.ts';

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await makeChannel();
  file = join(dir, '..', 'request.jl');
});

const gold = { kind: 'telegram', value: 'gold_hr88' } as const;
const keyIds = async (...names: string[]): Promise<string[]> => {
  const known = await readPublicKeys(dir);
  return names.map((name) => keyFromPublicHex(known.get(name) ?? '').keyID);
};

async function listRequest(): Promise<ListRequest> {
  await requestSignature({ dir, now: NOW }, file);
  return (await readRequest(file)) as ListRequest;
}

/** A request for a new root, as it is made where one root key is there. */
async function rootRequest(options: Partial<RenewRootOptions> = {}): Promise<RootRequest> {
  for (const name of ['root-2.pem', 'root-3.pem']) await rm(join(channelPaths(dir).keys, name));
  await renewRoot({ dir, now: NOW + DAY_MS, ask: file, ...options });
  return (await readRequest(file)) as RootRequest;
}

describe('a request for a list', () => {
  it('stands on the release before it: what was listed, withdrawn and signed', async () => {
    await withdrawIndicators({ dir, indicators: [gold], as: 'disputed', now: NOW });
    await listTelegram(dir, 'silver_hr77');
    const request = await listRequest();
    const { basis, signed, signers, changes } = await openRequest(request, new Map());
    expect(Array.from(basis?.entries.values() ?? [], ({ value }) => value)).toEqual(['gold_hr88', 'silver_hr77']);
    expect(Array.from(basis?.known.values() ?? [])).toEqual([{ on: '2026-11-25', as: 'disputed' }]);
    expect(Array.from(basis?.next.values() ?? [])).toEqual([{ ...gold, on: '2026-11-25', as: 'disputed' }]);
    expect(basis?.former).toEqual(request.before?.targets.signed);
    expect(signed).toEqual(request.metadata.signed);
    expect(signers).toEqual(await keyIds('targets-1', 'targets-2'));
    expect(changes).toContain('  new: telegram silver_hr77 (trafficking, case 7)');
  });

  it('as the first one stands on nothing', async () => {
    const request = await listRequest();
    request.before = null;
    request.metadata.signed['version'] = 1;
    request.former = '';
    const { basis, version } = await openRequest(request, new Map());
    expect(version).toBe(1);
    expect([basis?.former, basis?.known.size, basis?.entries.size]).toEqual([null, 0, 1]);
    request.metadata.signed['version'] = 2;
    await expect(openRequest(request, new Map())).rejects.toThrow('is for version 2, and the one before it is 0');
  });

  it('names its channel by the first root, however often that was renewed', async () => {
    await renewRoot({ dir, now: NOW + DAY_MS });
    const request = await listRequest();
    expect(request.roots).toHaveLength(2);
    const { fingerprint } = await openRequest(request, new Map());
    expect(fingerprint).toBe((await verifyChannel(dir, NOW)).fingerprint);
    // Nor does a root count that the one before it did not sign.
    const { roots } = request;
    await expect(openRequest({ ...request, roots: [roots[0]!, roots[0]!] }, new Map())).rejects.toThrow(
      'was already trusted',
    );
    await expect(openRequest({ ...request, roots: [roots[1]!] }, new Map())).resolves.not.toMatchObject({
      fingerprint,
    });
  });

  it('of a channel without a publisher is refused', async () => {
    const host = await hostOf(dir);
    const request = await listRequest();
    for (const nameless of [
      (signed: Record<string, unknown>) => void (signed['custom'] = { recipients: [] }),
      (signed: Record<string, unknown>) => void delete signed['custom'],
    ]) {
      await forge(dir, host, '1.root.json', nameless, 'root-1', 'root-2');
      request.roots = [JSON.parse(Buffer.from(host.get('1.root.json') ?? []).toString())];
      await expect(openRequest(request, new Map())).rejects.toThrow('has no publisher: do not sign it');
    }
  });

  it('shows every new name and the last day, and nothing that stays as it was', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `silver_hr${at + 10}`);
    await listTelegram(dir, ...names);
    const request = await listRequest();
    const { changes } = await openRequest(request, new Map());
    expect(changes.slice(-2)).toEqual([
      '  new: telegram silver_hr21 (trafficking, case 7)',
      `Valid until ${String(request.metadata.signed['expires'])}.`,
    ]);
    for (const name of names) expect(changes).toContain(`  new: telegram ${name} (trafficking, case 7)`);
  });

  it('is built again with the differences that readers of the lists before it fetch', async () => {
    // The differences are kept while they are small beside the list.
    await listTelegram(dir, ...Array.from({ length: 300 }, (_, at) => `silver_hr${at}`));
    await signChannel({ dir, now: NOW });
    await listTelegram(dir, 'bronze_hr66');
    await signChannel({ dir, now: NOW });
    await listTelegram(dir, 'copper_hr55');
    const request = await listRequest();
    const deltas = Object.keys(request.metadata.signed['targets'] ?? {}).filter((name) => name.startsWith('delta.'));
    expect(deltas).toHaveLength(2);
    expect(await openRequest(request, new Map())).toMatchObject({ version: 4 });
  });

  it.each<[string, (request: ListRequest) => void]>([
    ['the list in the request', (request) => void (request.list = 'x,y\n1,2\n')],
    ['the former list in the request', (request) => void (request.former = 'x,y\n1,2\n')],
    ['the withdrawals in the request', (request) => void (request.withdrawn = 'x,y\n1,2\n')],
  ])('says that %s cannot be read, not the folder of the second person', async (which, damage) => {
    const request = await listRequest();
    damage(request);
    await expect(openRequest(request, new Map())).rejects.toThrow(which);
  });

  it.each<[string, (signed: Record<string, unknown>) => void, string]>([
    [
      'holds what no reader sees',
      ({ targets }) => void Object.defineProperty(targets, '__proto__', { value: {}, enumerable: true }),
      'members that readers would not see',
    ],
    ['lets nobody withdraw', (signed) => delete signed['delegations'], 'It must name exactly one role "withdrawals"'],
  ])('that %s is refused', async (_what, change, reason) => {
    const request = await listRequest();
    change(request.metadata.signed);
    await expect(openRequest(request, new Map())).rejects.toThrow(reason);
  });

  it('with a key of withdrawals under the ID of another is refused', async () => {
    const request = await listRequest();
    const { keys } = request.metadata.signed['delegations'] as { keys: Record<string, object> };
    const [first = '', second = ''] = Object.keys(keys);
    keys[first] = keys[second]!;
    await expect(openRequest(request, new Map())).rejects.toThrow('the new list: the key ID');
  });
});

interface RootJson {
  version: number;
  custom: { recipients: string[] };
  keys: Record<string, object>;
  roles: Record<'root' | 'targets', { keyids: string[] }>;
}

describe('a request for a root', () => {
  it('tells what it changes, and may be signed by the old and by the new root keys', async () => {
    const old = await keyIds('root-1', 'root-2', 'root-3');
    const request = await rootRequest({ replaceKeys: ['root-3'], recipients: [OTHER_RECIPIENT] });
    const known = new Map([['root-of-mali', (await readPublicKeys(dir)).get('root-3') ?? '']]);
    const { signers, changes, ...opened } = await openRequest(request, known);
    expect(opened).toEqual({
      about: 'root',
      version: 2,
      publisher: 'Example NGO',
      fingerprint: (await verifyChannel(dir, NOW)).fingerprint,
      confirmationsNeeded: [],
      signed: request.metadata.signed,
      basis: null,
    });
    expect(signers).toEqual([...old, ...(await keyIds('root-4'))]);
    expect(changes).toContainEqual(expect.stringContaining('who decides over all keys: no longer root-of-mali'));
    expect(changes).toContain(`  REPORTS are sealed to ${OTHER_RECIPIENT}`);
  });

  it('without recipients and name says that reports go to nobody, and that the name is gone', async () => {
    const request = await rootRequest();
    delete request.metadata.signed['custom'];
    const { changes } = await openRequest(request, new Map());
    expect(changes).toContain('  REPORTS are sealed to nobody');
    expect(changes).toContain('  the publisher is named (nothing) instead of Example NGO');
  });

  it.each<[string, (signed: RootJson) => void, string]>([
    ['is not the next', (signed) => void (signed.version = 3), 'is for root 3, and root 1 is in force'],
    ['is the one in force', (signed) => void (signed.version = 1), 'is for root 1, and root 1 is in force'],
    [
      'names a recipient to whom nothing can be sealed',
      (signed) => void (signed.custom.recipients = [`${OTHER_RECIPIENT.slice(0, -1)}x`]),
      'is no age recipient',
    ],
    [
      'holds a key under the ID of another',
      ({ keys, roles }) => void (keys[roles.root.keyids[0]!] = keys[roles.targets.keyids[0]!]!),
      'the new root: the key ID',
    ],
  ])('that %s is refused', async (_what, change, reason) => {
    const request = await rootRequest();
    change(request.metadata.signed as unknown as RootJson);
    await expect(openRequest(request, new Map())).rejects.toThrow(reason);
  });
});

it('a signature covers the canonical form of what was shown, and verifies', async () => {
  const request = await listRequest();
  const known = await readPublicKeys(dir);
  const opened = await openRequest(request, known);
  const { signatures, ...rest } = await signRequest(opened, channelPaths(dir).keys, known, fixedPassphrases());
  const payload = Buffer.from(canonicalize(request.metadata.signed));
  const of = Buffer.from(await nodeCrypto.sha256(payload)).toString('hex');
  expect(rest).toEqual({ 'joblantern-signature': 1, about: 'list', version: 2, of });
  expect(signatures.map(({ name }) => name)).toEqual(['targets-1', 'targets-2']);
  for (const { name, keyid, sig } of signatures) {
    expect([keyid]).toEqual(await keyIds(name));
    expect(await nodeCrypto.verify(fromHex(known.get(name) ?? ''), fromHex(sig), payload)).toBe(true);
  }
  const one = { ...opened, signers: opened.signers.slice(1) };
  const signed = await signRequest(one, channelPaths(dir).keys, known, fixedPassphrases());
  expect(signed.signatures.map(({ name }) => name)).toEqual(['targets-2']);
});
