/** Passphrases as editors save them and keyboards write them: one that is meant the same opens the key, and an old key opens still. */
import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openKeyFile, writeKeyFile } from '../../../hub/channel/key-files/key-file.ts';
import { createPassphrases, fixedPassphrases, newPassphrase } from '../../../hub/channel/key-files/passphrases.ts';
import { generateKey } from '../../../hub/channel/key-files/signing-keys.ts';
import { spellingsOf } from '../../../utils/desk/passphrase-spellings.ts';
import { createMachine, type Machine } from './publisher-machine.ts';

const MEANT = 'năm chữ không ai đoán';

async function keyWith(anna: Machine, passphrase: string): Promise<string> {
  const { name, pem } = generateKey('targets', 1);
  return writeKeyFile(anna.folder, name, pem, { passphrase, workFactor: 1 });
}

it.each([
  ['with a mark of byte order', Buffer.from(`\uFEFF${MEANT}\r\n`)],
  ['in UTF-16, as PowerShell writes it', Buffer.from(`\uFEFF${MEANT}\r\nmore`, 'utf16le')],
  ['with spaces around it', Buffer.from(` ${MEANT} \n`)],
])('a passphrase file %s makes and opens the key of what was typed', async (_how, bytes) => {
  const anna = await createMachine();
  await writeFile(anna.path('words'), bytes);
  expect(await newPassphrase(anna.path('words'))).toBe(MEANT);
  const key = await keyWith(anna, MEANT);
  expect(await openKeyFile(key, 'targets-1', await createPassphrases(anna.path('words')))).not.toBeNull();
  // A key of an earlier version was made with the bytes.
  const [raw = ''] = (await readFile(anna.path('words'), 'utf8')).split(/\r?\n/u);
  const old = await keyWith(anna, raw);
  expect(await openKeyFile(old, 'targets-1', await createPassphrases(anna.path('words')))).not.toBeNull();
});

it('letters with accents may be typed on another keyboard', async () => {
  const anna = await createMachine();
  for (const [made, typed] of [
    [MEANT.normalize('NFD'), MEANT.normalize('NFC')],
    [MEANT.normalize('NFC'), MEANT.normalize('NFD')],
  ] as const) {
    const key = await keyWith(anna, made);
    expect(await openKeyFile(key, 'targets-1', fixedPassphrases(typed))).not.toBeNull();
    expect(await openKeyFile(key, 'targets-1', fixedPassphrases(`${typed}.`))).toBeNull();
  }
  expect(spellingsOf('five plain words')).toEqual(['five plain words']);
});

it('new keys get no passphrase that nobody could type, and an empty line is named', async () => {
  const anna = await createMachine();
  await writeFile(anna.path('latin'), Buffer.from('cinq mots très longs', 'latin1'));
  await expect(newPassphrase(anna.path('latin'))).rejects.toThrow('is not in UTF-8');
  const old = await keyWith(anna, (await readFile(anna.path('latin'))).toString());
  expect(await openKeyFile(old, 'targets-1', await createPassphrases(anna.path('latin')))).not.toBeNull();
  await writeFile(anna.path('empty'), Buffer.from('\uFEFF\r\nwords', 'utf16le'));
  await expect(newPassphrase(anna.path('empty'))).rejects.toThrow('the first line must hold the passphrase');
});
