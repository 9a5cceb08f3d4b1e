/** A new channel: which keys are made, how many of them must sign, what the first root says, and what is refused. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_VALIDITY_DAYS, readChannelConfig } from '../../../hub/channel/channel-folder.ts';
import { initChannel, type InitOptions } from '../../../hub/channel/key-files/init-channel.ts';
import { readPublicKeys, type Person } from '../../../hub/channel/key-files/public-keys.ts';
import { generateKey, publicKeyHex } from '../../../hub/channel/key-files/signing-keys.ts';
import { addIndicators } from '../../../hub/channel/list/add-indicators.ts';
import { parseMetadata, type Metadata } from '../../../utils/channel/metadata.ts';
import { NOW, OTHER_RECIPIENT, RECIPIENT, temporaryFolder } from '../channel/test-channel.ts';
import { snapshotFolder } from './publisher-machine.ts';

let dir: string;
beforeEach(async () => {
  dir = join(await temporaryFolder(), 'channel');
});

const init = (options: Partial<InitOptions> = {}) => initChannel({ dir, publisher: 'Example', now: NOW, ...options });
const publicHex = (role: 'targets' | 'withdrawals', name: string): string => publicKeyHex(generateKey(role, name).key);
const personOf = (name: string): Person => ({
  'joblantern-person': 1,
  name,
  targets: publicHex('targets', name),
  withdrawals: publicHex('withdrawals', name),
});

async function firstRoot(): Promise<Metadata<'root'>> {
  const bytes = await readFile(join(dir, 'public', '1.root.json'));
  return parseMetadata('root', '1.root.json', new Uint8Array(bytes));
}

/** Names of the keys of each role of the root, and how many of them must sign. */
async function rules(): Promise<Record<string, [names: string[], threshold: number]>> {
  const { roles, keys } = (await firstRoot()).signed;
  const names = new Map(Array.from(await readPublicKeys(dir), ([name, hex]) => [hex, name]));
  return Object.fromEntries(
    (['root', 'targets', 'snapshot', 'timestamp'] as const).map((role) => {
      const { keyids, threshold } = roles[role];
      return [role, [keyids.map((id) => names.get(keys[id]?.keyval.public ?? '') ?? 'unknown'), threshold]];
    }),
  );
}

const ROOT_KEYS = ['root-1', 'root-2', 'root-3'];
const ONLINE = { snapshot: [['online-1'], 1], timestamp: [['online-1'], 1] };

describe('the keys of a new channel', () => {
  it('are those of two people who list, and of one of whom may withdraw', async () => {
    const names = [...ROOT_KEYS, 'targets-1', 'targets-2', 'withdrawals-1', 'withdrawals-2', 'online-1'];
    expect(await init()).toEqual(names);
    expect((await readdir(join(dir, 'keys'))).sort()).toEqual(names.map((name) => `${name}.pem`).sort());
    expect(await rules()).toEqual({ root: [ROOT_KEYS, 2], targets: [['targets-1', 'targets-2'], 2], ...ONLINE });
    expect([...(await readPublicKeys(dir)).keys()].sort()).toEqual(names.toSorted());
  });

  it('are one of each kind, beside three of the root, where one person lists alone', async () => {
    expect(await init({ onePerson: true })).toEqual([...ROOT_KEYS, 'targets-1', 'withdrawals-1', 'online-1']);
    expect(await rules()).toEqual({ root: [ROOT_KEYS, 2], targets: [['targets-1'], 1], ...ONLINE });
  });

  it('are known, and not made here, for other people who list; two must sign', async () => {
    const [mali, nok] = [personOf('mali'), personOf('nok')];
    expect(await init({ people: [mali, nok] })).toEqual([...ROOT_KEYS, 'targets-1', 'withdrawals-1', 'online-1']);
    expect((await rules())['targets']).toEqual([['targets-1', 'targets-mali', 'targets-nok'], 2]);
    const known = await readPublicKeys(dir);
    for (const { name, targets, withdrawals } of [mali, nok]) {
      expect([known.get(`targets-${name}`), known.get(`withdrawals-${name}`)]).toEqual([targets, withdrawals]);
      expect(existsSync(join(dir, 'keys', `targets-${name}.pem`))).toBe(false);
    }
  });
});

describe('the first root', () => {
  it('names the publisher and the recipients, and is signed by two of its keys', async () => {
    await init({ recipients: [RECIPIENT, OTHER_RECIPIENT], days: { root: 10, timestamp: 3 } });
    const { signed, signatures } = await firstRoot();
    expect(signed).toMatchObject({
      version: 1,
      expires: '2026-12-05T12:00:00Z',
      consistent_snapshot: true,
      custom: { publisher: 'Example', recipients: [RECIPIENT, OTHER_RECIPIENT] },
    });
    expect(signatures.map(({ keyid }) => keyid)).toEqual(signed.roles.root.keyids.slice(0, 2));
    // Withdrawals are named by the list, so that they can change without a new root.
    expect(Object.keys(signed.keys)).toHaveLength(6);
    expect(await readChannelConfig(dir)).toEqual({
      publisher: 'Example',
      days: { ...DEFAULT_VALIDITY_DAYS, root: 10, timestamp: 3 },
    });
  });

  it('names no recipient where none is given, and comes with an empty list that can be added to', async () => {
    await init();
    expect((await firstRoot()).signed.custom).toEqual({ publisher: 'Example', recipients: [] });
    expect(await readFile(join(dir, 'list.csv'), 'utf8')).toBe(
      'kind,value,category,evidence,listed_on,expires_on,disputed_since\n',
    );
    const csv = 'kind,value,category,evidence\ntelegram,gold_hr88,trafficking,E-1\n';
    expect(await addIndicators({ dir, csv, now: NOW })).toMatchObject({ added: 1 });
  });
});

describe('is refused, and leaves no folder:', () => {
  it.each<[string, Partial<InitOptions>, string]>([
    ['no name', { publisher: '' }, 'needs a name of 1 to 80 characters'],
    ['a name of 81 letters', { publisher: 'x'.repeat(81) }, 'needs a name of 1 to 80 characters'],
    ['a name with invisible characters', { publisher: 'Exam\u200Bple' }, 'invisible characters'],
    ['one person and others', { onePerson: true, people: [personOf('mali')] }, 'Either one person lists alone'],
    ['two people of one name', { people: [personOf('mali'), personOf('mali')] }, 'Two of the files are of mali'],
    ['a broken recipient', { recipients: [`${RECIPIENT.slice(0, -1)}x`] }, 'is no age recipient'],
  ])('%s', async (_what, options, reason) => {
    await expect(init(options)).rejects.toThrow(reason);
    expect(existsSync(dir)).toBe(false);
  });

  it('but a name of 80 letters is taken', async () => {
    await init({ publisher: 'x'.repeat(80), onePerson: true });
    expect((await firstRoot()).signed.custom?.publisher).toHaveLength(80);
  });
});

it('a folder that is a channel stays as it is', async () => {
  await init();
  const before = await snapshotFolder(dir);
  await expect(init({ publisher: 'Other' })).rejects.toThrow(`${dir} is a channel already.`);
  expect(await snapshotFolder(dir)).toEqual(before);
});
