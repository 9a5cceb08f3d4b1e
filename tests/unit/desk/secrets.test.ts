/** What keeps a moderator's secrets and rows closed: the vault, the cipher of rows, and the file for the team. */
import { randomBytes } from 'node:crypto';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRowCipher } from '../../../utils/desk/row-cipher.ts';
import { createSigner, deskCrypto, generateSigningKey } from '../../../utils/desk/signer.ts';
import { openTeamFile, RECIPIENT_PATTERN, sealTeamFile, type TeamFile } from '../../../utils/desk/team-file.ts';
import { openVault, sealVault, WrongPassphraseError, type Secrets } from '../../../utils/desk/vault.ts';
import { keyFingerprint } from '../../../utils/desk/key-fingerprint.ts';

/** log2 of scrypt's cost: as fast as the format allows, because a test has nothing to protect. */
const FAST = 1;
let identity: string;
let secrets: Secrets;
beforeAll(async () => {
  identity = await generateX25519Identity();
  const { key, signing } = await generateSigningKey();
  const dataKey = randomBytes(32).toString('hex');
  secrets = { version: 1, name: 'Ana', identities: [identity], token: `jlr_${'t'.repeat(43)}`, key, signing, dataKey };
});

const sealedUnder = async (passphrase: string, text: string): Promise<Uint8Array> => {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(FAST);
  return await encrypter.encrypt(text);
};

describe('the vault', () => {
  test('opens with its passphrase and no other, and shows nothing in between', async () => {
    const sealed = await sealVault(secrets, 'correct words', FAST);
    expect(await openVault(sealed, 'correct words')).toEqual(secrets);
    const accents = await sealVault(secrets, 'năm chữ'.normalize('NFC'), 4);
    expect(await openVault(accents, 'năm chữ'.normalize('NFD'))).toEqual(secrets);
    await expect(openVault(accents, 'nam chu')).rejects.toThrow(WrongPassphraseError);
    await expect(openVault(sealed, 'other words')).rejects.toThrow(WrongPassphraseError);
    await expect(openVault(sealed, '')).rejects.toMatchObject({ name: 'WrongPassphrase' });
    const bytes = Buffer.from(sealed).toString('latin1');
    for (const secret of [secrets.token, secrets.dataKey, secrets.signing, identity])
      expect(bytes).not.toContain(secret);
  });

  test.each<[string, Record<string, unknown>]>([
    ['another version', { version: 2 }],
    ['no name', { name: '' }],
    ['a name of 61 letters', { name: 'x'.repeat(61) }],
    ['no key that opens reports', { identities: [] }],
    ['a key of another kind', { identities: ['AGE-PLUGIN-1X'] }],
    ['more after a key', { identities: ['AGE-SECRET-KEY-1' + 'A'.repeat(59)] }],
    ['a token of another form', { token: 'jlr_short' }],
    ['a public key of another length', { key: 'a'.repeat(63) }],
    ['a private key that is no number', { signing: 'xyz' }],
    ['a data key of another length', { dataKey: 'a'.repeat(65) }],
    ['one field more', { more: 1 }],
  ])('refuses secrets with %s', async (_case, change) => {
    const sealed = await sealedUnder('words', JSON.stringify({ ...secrets, ...change }));
    await expect(openVault(sealed, 'words')).rejects.toMatchObject({ name: 'ValiError' });
  });
});

describe('the cipher of rows', () => {
  test('decrypts a row at its place, and neither elsewhere, nor changed, nor with another key', async () => {
    const cipher = await createRowCipher(secrets.dataKey);
    const row = await cipher.encrypt({ words: 'ช่วยด้วย' }, 'bodies/1');
    expect(await cipher.decrypt(row, 'bodies/1')).toEqual({ words: 'ช่วยด้วย' });
    await expect(cipher.decrypt(row, 'bodies/2')).rejects.toThrow();
    await expect(cipher.decrypt(row, 'reports/1')).rejects.toThrow();
    for (const at of [0, 11, 12, row.length - 1]) {
      const changed = Uint8Array.from(row);
      changed[at]! ^= 1;
      await expect(cipher.decrypt(changed, 'bodies/1'), String(at)).rejects.toThrow();
    }
    const other = await createRowCipher(randomBytes(32).toString('hex'));
    await expect(other.decrypt(row, 'bodies/1')).rejects.toThrow();
  });

  test('encrypts equal rows to different bytes', async () => {
    const cipher = await createRowCipher(secrets.dataKey);
    const rows = await Promise.all(
      [1, 2].map(async () => Buffer.from(await cipher.encrypt('x', 'log/1')).toString('hex')),
    );
    expect(new Set(rows.map((row) => row.slice(0, 24))).size).toBe(2);
  });
});

describe('a signature', () => {
  test('is the key’s over these bytes, and a key or signature of another form is none', async () => {
    const data = new TextEncoder().encode('decision');
    const signature = await (await createSigner(secrets.signing))(data);
    const key = Uint8Array.from(Buffer.from(secrets.key, 'hex'));
    expect(await deskCrypto.verify(key, signature, data)).toBe(true);
    expect(await deskCrypto.verify(key, signature, Uint8Array.of(...data, 0))).toBe(false);
    expect(await deskCrypto.verify(key.subarray(1), signature, data)).toBe(false);
    expect(await deskCrypto.verify(key, signature.subarray(1), data)).toBe(false);
    expect(await deskCrypto.verify(new Uint8Array(32), signature, data)).toBe(false);
  });
});

describe('the file for the team', () => {
  const file = (): TeamFile => ({
    format: 1,
    name: 'Ana',
    key: secrets.key,
    entries: [{ text: '{}', signature: 'a'.repeat(128) }],
  });
  const streamed = (bytes: Uint8Array): ReadableStream<Uint8Array> => new Blob([Uint8Array.from(bytes)]).stream();

  test('opens for its sender and each colleague, and for nobody else', async () => {
    const [colleague, stranger] = [await generateX25519Identity(), await generateX25519Identity()];
    const recipient = await identityToRecipient(colleague);
    const sealed = await sealTeamFile(file(), [identity], [recipient, recipient]);
    for (const own of [identity, colleague]) expect(await openTeamFile(streamed(sealed), [own])).toEqual(file());
    await expect(openTeamFile(streamed(sealed), [stranger])).rejects.toMatchObject({ key: 'not-for-us' });
    expect(Buffer.from(sealed).toString('latin1').split('-> X25519 ')).toHaveLength(3);
    expect(RECIPIENT_PATTERN.test(recipient)).toBe(true);
    for (const other of [`x${recipient}`, `${recipient}x`, recipient.toUpperCase(), 'age1'])
      expect(RECIPIENT_PATTERN.test(other), other).toBe(false);
  });

  test('that was changed or is no JSON is damaged', async () => {
    const sealed = await sealTeamFile(file(), [identity], []);
    sealed[sealed.length - 1]! ^= 1;
    await expect(openTeamFile(streamed(sealed), [identity])).rejects.toMatchObject({ key: 'damaged' });
    await expect(openTeamFile(streamed(new Uint8Array(0)), [identity])).rejects.toMatchObject({ key: 'damaged' });
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(identity));
    const text = await encrypter.encrypt('{"format":1');
    await expect(openTeamFile(streamed(text), [identity])).rejects.toMatchObject({ key: 'damaged' });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['format', { format: 2 }, 'format'],
    ['empty name', { name: '' }, 'name'],
    ['long name', { name: 'x'.repeat(61) }, 'name'],
    ['key', { key: 'A'.repeat(64) }, 'key'],
    ['signature', { entries: [{ text: '', signature: 'x'.repeat(201) }] }, 'entries.0.signature'],
    ['field', { entries: [{ text: '', signature: '', more: 1 }] }, 'entries.0.more'],
  ])('of another form is refused, and the fault is named: %s', async (_case, change, path) => {
    const sealed = await sealTeamFile({ ...file(), ...change }, [identity], []);
    const refusal = expect(openTeamFile(streamed(sealed), [identity])).rejects;
    await refusal.toMatchObject({ key: 'not-a-report', message: path });
  });

  test('is sealed to the keys and not under a passphrase', async () => {
    const decrypter = new Decrypter();
    decrypter.addPassphrase('');
    await expect(decrypter.decrypt(await sealTeamFile(file(), [identity], []), 'text')).rejects.toThrow();
  });
});

test('shows a key in eight groups of four digits', () => {
  expect(keyFingerprint('0123456789abcdef'.repeat(4))).toBe('0123 4567 89ab cdef 0123 4567 89ab cdef');
});
