/** The other person's machine: what it refuses to sign, whatever the keeper's machine says. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fixedPassphrases } from '../../../hub/channel/key-files/passphrases.ts';
import { createPersonKeys, readFolderPublicKeys } from '../../../hub/channel/key-files/person-keys.ts';
import { openRequest, signRequest } from '../../../hub/channel/review/sign-request.ts';
import { readRequest } from '../../../hub/channel/signing/signature-request.ts';
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import { createMachine, refuses, succeeds, type Machine } from './publisher-machine.ts';

/** Names that are protected beside those of the file. */
const made = new Map<string, Indicator>();
vi.mock(import('../../../hub/channel/list/protected-names.ts'), async (original) => {
  const { readProtectedNames, ...rest } = await original();
  return { ...rest, readProtectedNames: async () => new Map([...(await readProtectedNames()), ...made]) };
});

let anna: Machine;
let mali: Machine;
let dir: string;
let keys: string;
let request: string;

beforeEach(async () => {
  made.clear();
  [anna, mali] = [await createMachine(), await createMachine()];
  [dir, keys, request] = [anna.path('list'), mali.path('keys'), anna.path('request.jl')];
  await createPersonKeys(keys, 'mali', { passphrase: 'ink lamp river nine', workFactor: 4 });
  await succeeds('init', dir, '--publisher', 'Example Shelter', '--person', mali.path('keys', 'mali.public.json'));
  await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1', 'line,silver.hr,job-scam,E-2'));
});

const edit = async (change: (json: { metadata: { signed: { version: number } }; withdrawn: string }) => void) => {
  const json = JSON.parse(gunzipSync(await readFile(request)).toString()) as Parameters<typeof change>[0];
  change(json);
  await writeFile(request, gzipSync(JSON.stringify(json)));
};
const cosign = (...options: string[]) => ['cosign', request, '--keys', keys, ...options] as const;

describe('a request for a list', () => {
  it('with a name that has the hash of a protected one is refused by both machines', async () => {
    await succeeds('sign', dir, '--ask', request);
    const crafted: Indicator = { kind: 'line', value: 'gold.hr' };
    made.set(hashText(hashOf(crafted)), { kind: 'domain', value: 'employer.example' });
    expect(await refuses(...cosign('--yes', '--confirm'))).toMatch(
      /line gold\.hr: its hash is that of .* employer\.example.*\nDo not sign it: somebody wants an employer to be flagged\.$/u,
    );
    for (const command of ['diff', 'sign']) {
      expect(await refuses(command, dir)).toMatch(/line gold\.hr: its hash is that of .*\nRemove these from the list/u);
    }
    expect(await refuses('sign', dir, '--with', mali.path('none'))).toContain('cannot be read');
  });

  it('that holds withdrawn names is refused, and each is named', async () => {
    await succeeds('sign', dir, '--ask', request);
    await edit((json) => {
      json.withdrawn = 'kind,value,on,as\nline,gold.hr,2026-11-20,removed\nline,silver.hr,2026-11-20,removed\n';
    });
    expect(await refuses(...cosign())).toContain('The list still holds what is withdrawn: gold.hr, silver.hr.');
  });

  it('is signed by nobody while no passphrase opens a key', async () => {
    await succeeds('sign', dir, '--ask', request);
    const known = await readFolderPublicKeys(keys);
    const opened = await openRequest(await readRequest(request), known);
    await expect(signRequest(opened, keys, known, fixedPassphrases('ink lamp river ten'))).rejects.toThrow(
      'No passphrase was given that opens a key. Nothing was signed.',
    );
    const { signatures } = await signRequest(opened, keys, known, fixedPassphrases('ink lamp river nine'));
    expect(signatures.map(({ name }) => name)).toEqual(['targets-mali']);
    await expect(signRequest({ ...opened, signers: [] }, keys, known, fixedPassphrases(''))).rejects.toThrow(
      `No key in ${keys} may sign this.`,
    );
  });
});

it('a request for a root that is not the next one is refused', async () => {
  for (const name of ['root-2.pem', 'root-3.pem']) {
    await rename(anna.path('list', 'keys', name), mali.path('keys', name));
  }
  await succeeds('rotate', dir, '--ask', request);
  await edit(({ metadata }) => void metadata.signed.version++);
  expect(await refuses(...cosign())).toContain('The request is for root 3, and root 1 is in force: do not sign it.');
});
