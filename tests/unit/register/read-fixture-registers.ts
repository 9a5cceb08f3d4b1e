/** The invented lists in tests/fixtures/registers, read by their mappings as registers. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMapping } from '../../../hub/register/mapping.ts';
import { readAgencies } from '../../../hub/register/read-register.ts';
import type { RegisterInUse } from '../../../utils/register/answer-licences.ts';
import { encodeRegister, type Agency } from '../../../utils/register/register-file.ts';
import { openRegister } from '../../../utils/register/register.ts';

export const FIXTURES = 'tests/fixtures/registers';
/** Each list and its mapping. All but the last are one register for each of nine countries. */
export const LISTS: readonly (readonly [file: string, mapping: string])[] = [
  ['ph-dmw.html', 'ph-dmw'],
  ['bd-bmet.csv', 'bd-bmet'],
  ['lk-slbfe.pdf', 'lk-slbfe'],
  ['in-emigrate.csv', 'in-emigrate'],
  ['np-feims.html', 'np-feims'],
  ['th-doe.html', 'th-doe'],
  ['id-siskop2mi.html', 'id-siskop2mi'],
  ['my-jtksm.csv', 'my-jtksm'],
  ['vn-dolab.csv', 'vn-dolab'],
];

export async function readFixture(file: string, mapping: string): Promise<{ agencies: Agency[]; refused: string[] }> {
  return readAgencies(new Uint8Array(await readFile(join(FIXTURES, file))), file, await readMapping(mapping));
}

export async function readFixtureRegisters(): Promise<RegisterInUse[]> {
  return Promise.all(
    LISTS.map(async ([file, id]) => {
      const { agencies } = await readFixture(file, id);
      const { country, register, source } = await readMapping(id);
      const info = { country, register, source, asOf: '2026-11-20', expiresOn: '2027-01-10' };
      const text = encodeRegister(info, agencies);
      return { register: openRegister(new TextEncoder().encode(text)), isSubscribed: false };
    }),
  );
}
