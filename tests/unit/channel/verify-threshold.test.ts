import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Keys, Metadata } from '../../../utils/channel/metadata.ts';
import { verifyKeyIds, verifyThreshold } from '../../../utils/channel/verify-threshold.ts';
import { webCrypto } from '../../../utils/platform/web-crypto.ts';

const encodedText = (text: string): Uint8Array => new TextEncoder().encode(text);
const payload = encodedText('{"signed":true}');
const signers = ['a', 'b'].map((name) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const hex = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
  return { id: name.repeat(64), hex, sig: signatureBy(privateKey) };
});
const [first, second] = signers as [(typeof signers)[0], (typeof signers)[0]];

function signatureBy(key: KeyObject): string {
  return sign(null, payload, key).toString('hex');
}

const key = (hex: string, changes: object = {}) =>
  ({ keytype: 'ed25519', scheme: 'ed25519', keyval: { public: hex }, ...changes }) as Keys[string];

function verify(signatures: { keyid: string; sig: string }[], keys: Keys, threshold = 1): Promise<void> {
  const metadata = { payload, signatures } as unknown as Metadata<'timestamp'>;
  return verifyThreshold(
    'timestamp.json',
    metadata,
    { role: { keyids: [first.id, second.id], threshold }, keys },
    webCrypto,
  );
}
const bothKeys: Keys = { [first.id]: key(first.hex), [second.id]: key(second.hex) };

describe('verifyKeyIds', () => {
  /** SHA-256 of the canonical JSON, written by hand: names in order, no spaces (TUF 4.2). */
  const idOf = (hex: string): string =>
    createHash('sha256').update(`{"keytype":"ed25519","keyval":{"public":"${hex}"},"scheme":"ed25519"}`).digest('hex');

  it('accepts keys under the hash of their canonical JSON', async () => {
    const keys = { [idOf(first.hex)]: key(first.hex), [idOf(second.hex)]: key(second.hex) };
    await expect(verifyKeyIds('root.json', keys, webCrypto)).resolves.toBeUndefined();
  });

  it('refuses a key under the ID of another, and names file and ID', async () => {
    const id = idOf(second.hex);
    const keys = { [idOf(first.hex)]: key(first.hex), [id]: key(first.hex) };
    await expect(verifyKeyIds('root.json', keys, webCrypto)).rejects.toMatchObject({
      fault: 'malformed',
      detail: `root.json: the key ID ${id} does not belong to its key`,
    });
  });

  it('prints no more than 64 characters of a wrong ID', async () => {
    const keys = { ['f'.repeat(1000)]: key(first.hex) };
    await expect(verifyKeyIds('root.json', keys, webCrypto)).rejects.toMatchObject({
      detail: `root.json: the key ID ${'f'.repeat(64)} does not belong to its key`,
    });
  });
});

describe('verifyThreshold', () => {
  it('accepts two signatures by two keys, in digits of either case', async () => {
    const signatures = [
      { keyid: first.id, sig: first.sig },
      { keyid: second.id, sig: second.sig.toUpperCase() },
    ];
    await expect(verify(signatures, bothKeys, 2)).resolves.toBeUndefined();
  });

  it('says how many of how many signatures verify', async () => {
    const one = [{ keyid: first.id, sig: first.sig }];
    await expect(verify(one, bothKeys, 2)).rejects.toMatchObject({
      fault: 'threshold',
      detail: 'timestamp.json: 1 of 2 signatures verify',
    });
    await expect(verify([], bothKeys)).rejects.toMatchObject({ fault: 'bad-signature' });
  });

  it('does not count a signature that does not verify: of another key, of other data, or damaged', async () => {
    const damaged = `${first.sig.slice(0, -1)}${first.sig.endsWith('0') ? '1' : '0'}`;
    for (const sig of [second.sig, damaged, '0'.repeat(128)]) {
      const signatures = [
        { keyid: first.id, sig },
        { keyid: second.id, sig: second.sig },
      ];
      await expect(verify(signatures, bothKeys, 2)).rejects.toMatchObject({ fault: 'threshold' });
      await expect(verify(signatures.slice(0, 1), bothKeys)).rejects.toMatchObject({ fault: 'bad-signature' });
    }
    const other = { payload: encodedText('{"signed":false}'), signatures: [{ keyid: first.id, sig: first.sig }] };
    await expect(
      verifyThreshold(
        'x.json',
        other as never,
        { role: { keyids: [first.id], threshold: 1 }, keys: bothKeys },
        webCrypto,
      ),
    ).rejects.toMatchObject({ fault: 'bad-signature', detail: 'x.json: 0 of 1 signatures verify' });
  });

  it('counts one public key under two key IDs once', async () => {
    const twice: Keys = { [first.id]: key(first.hex), [second.id]: key(first.hex.toUpperCase()) };
    const signatures = [first.id, second.id].map((keyid) => ({ keyid, sig: first.sig }));
    await expect(verify(signatures, twice, 2)).rejects.toMatchObject({ fault: 'threshold' });
  });

  it.each([
    ['a key of another type', { keytype: 'rsa' }],
    ['a key of another scheme', { scheme: 'rsassa-pss-sha256' }],
  ])('does not count %s', async (_case, changes) => {
    const keys = { [first.id]: key(first.hex, changes) };
    await expect(verify([{ keyid: first.id, sig: first.sig }], keys)).rejects.toMatchObject({ fault: 'bad-signature' });
  });

  it.each([
    ['a key with digits before it', `00${first.hex}`, first.sig],
    ['a key with digits after it', `${first.hex}00`, first.sig],
    ['a signature with digits before it', first.hex, `00${first.sig}`],
    ['a signature with other signs after it', first.hex, `${first.sig}zz`],
  ])('never hands %s to the cryptography', async (_case, hex, sig) => {
    let calls = 0;
    const counting = { ...webCrypto, verify: async () => (calls++, true) };
    const metadata = { payload, signatures: [{ keyid: first.id, sig }] } as unknown as Metadata<'timestamp'>;
    const role = { keyids: [first.id], threshold: 1 };
    await expect(
      verifyThreshold('timestamp.json', metadata, { role, keys: { [first.id]: key(hex) } }, counting),
    ).rejects.toMatchObject({ fault: 'bad-signature' });
    expect(calls).toBe(0);
  });

  it.each([
    ['a key that the role does not name', 'c'.repeat(64)],
    ['a key that is not among the keys', second.id],
    ['a name that every object has', 'constructor'],
  ])('does not count a signature by %s', async (_case, keyid) => {
    const keys = { [first.id]: key(first.hex), ['c'.repeat(64)]: key(second.hex) };
    const role = { keyids: [first.id, second.id, 'constructor'], threshold: 1 };
    const metadata = { payload, signatures: [{ keyid, sig: second.sig }] } as unknown as Metadata<'timestamp'>;
    await expect(verifyThreshold('timestamp.json', metadata, { role, keys }, webCrypto)).rejects.toMatchObject({
      fault: 'bad-signature',
    });
  });
});
