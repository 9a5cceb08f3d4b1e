/** The withdrawals before a request: only what the former list lets somebody withdraw counts, and all of it. */
import { Metadata, Targets, type Key } from '@tufjs/models';
import { expect, test } from 'vitest';
import { openFormerWithdrawals } from '../../../hub/channel/review/former-withdrawals.ts';
import { addSignatures } from '../../../hub/channel/signing/sign-for-role.ts';
import { targetFileOf } from '../../../hub/channel/signing/signed-targets.ts';
import { generateKey, type GeneratedKey } from '../../../hub/channel/key-files/signing-keys.ts';
import { parseMetadata, type SignedData } from '../../../utils/channel/metadata.ts';
import { encodeWithdrawals } from '../../../utils/indicators/withdrawals.ts';

const EXPIRES = '2099-01-01T00:00:00Z';
const key = generateKey('withdrawals', 1);
const file = encodeWithdrawals(new Map([['0123456789abcdef', { as: 'removed', on: '2026-11-25' }]]));

/** A former list that delegates to roles of these names. */
function listOf(roles: Record<string, Key>): SignedData<'targets'> {
  const delegations = {
    keys: Object.fromEntries(Object.values(roles).map((each) => [each.keyID, each.toJSON()])),
    roles: Object.entries(roles).map(([name, { keyID }]) => ({
      name,
      keyids: [keyID],
      threshold: 1,
      terminating: true,
      paths: ['withdrawn.json'],
    })),
  };
  const signed = { _type: 'targets', spec_version: '1.0.31', version: 1, expires: EXPIRES, targets: {}, delegations };
  const json = { signatures: [{ keyid: '00', sig: '00'.repeat(64) }], signed };
  return parseMetadata('targets', 'the list', new Uint8Array(Buffer.from(JSON.stringify(json)))).signed;
}

async function withdrawalsBy(signer: GeneratedKey, bytes: Uint8Array | null): Promise<never> {
  const target = bytes === null ? {} : { 'withdrawn.json': targetFileOf({ name: 'withdrawn.json', bytes }) };
  const metadata = new Metadata(new Targets({ version: 1, specVersion: '1.0.31', expires: EXPIRES, targets: target }));
  const role = { keyIDs: [signer.key.keyID], threshold: 1 };
  expect(await addSignatures(metadata, 'it', role as never, [signer])).toBeNull();
  const json: unknown = JSON.parse(JSON.stringify(metadata.toJSON()));
  return { metadata: json, file: Buffer.from(bytes ?? []).toString('base64') } as never;
}

const open = async (list: SignedData<'targets'>, withdrawals: never) =>
  openFormerWithdrawals({ withdrawals } as never, list);

test('all that the key of the role has signed counts', async () => {
  const other = generateKey('withdrawals', 2);
  const list = listOf({ others: other.key, withdrawals: key.key });
  expect(await open(list, await withdrawalsBy(key, file))).toEqual(
    new Map([['0123456789abcdef', { as: 'removed', on: '2026-11-25' }]]),
  );
  await expect(open(list, await withdrawalsBy(other, file))).rejects.toThrow('the former withdrawals');
});

test('nothing is withdrawn where the list lets nobody withdraw, or nothing was', async () => {
  const signed = await withdrawalsBy(key, file);
  const { delegations: _, ...none } = listOf({});
  expect(await open(none as never, signed)).toEqual(new Map());
  expect(await open(listOf({ others: key.key }), signed)).toEqual(new Map());
  expect(await open(listOf({ withdrawals: key.key }), await withdrawalsBy(key, null))).toEqual(new Map());
});

test('they cannot be left out where the list names who withdraws', async () => {
  await expect(open(listOf({ withdrawals: key.key }), null as never)).rejects.toThrow('lacks the former withdrawals');
});
