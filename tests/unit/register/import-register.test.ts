import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initChannel } from '../../../hub/channel/key-files/init-channel.ts';
import { importRegister } from '../../../hub/register/import-register.ts';
import { mappingIds, readMapping, type Mapping } from '../../../hub/register/mapping.ts';
import { readDate } from '../../../hub/register/read-date.ts';
import { openRegisters, registerTargets, removeRegister } from '../../../hub/register/register-folder.ts';
import { FIXTURES, LISTS, readFixture } from './read-fixture-registers.ts';

describe('readAgencies', () => {
  it.each(LISTS)('reads every row of %s', async (file, mapping) => {
    const { agencies, refused } = await readFixture(file, mapping);
    expect(refused).toEqual([]);
    expect(agencies).toHaveLength(46);
    expect(new Set(agencies.map(({ status }) => status))).toEqual(new Set(['valid', 'suspended', 'cancelled']));
    expect(agencies.every(({ validUntil, address }) => validUntil !== null && address !== '')).toBe(true);
  });

  it('joins the lines of one row of a PDF', async () => {
    const { agencies } = await readFixture('lk-slbfe.pdf', 'lk-slbfe');
    expect(agencies[0]?.address).toMatch(/Street .+, Colombo$/u);
    expect(agencies[0]?.contacts[0]).toMatch(/^phone:\+9411/u);
  });

  it('reads text in columns, with digits and days of Nepal', async () => {
    const { agencies, refused } = await readFixture('np-dofe.txt', 'np-dofe');
    expect(refused).toEqual([]);
    expect(agencies).toHaveLength(8);
    expect(agencies[0]).toMatchObject({ number: '३०१/०६०/६१', validUntil: '2026-04-28', status: 'valid' });
  });
});

describe('readDate', () => {
  const mapping = async (id: string): Promise<Mapping> => readMapping(id);

  it('reads numbers, names of months, ranges and the calendars of Thailand and Nepal', async () => {
    expect(readDate('Jan 02, 2025 to Dec 31, 2026', await mapping('ph-dmw'))).toBe('2026-12-31');
    expect(readDate('12/31/2026', await mapping('ph-dmw'))).toBe('2026-12-31');
    expect(readDate('31/12/2026', await mapping('bd-bmet'))).toBe('2026-12-31');
    expect(readDate('31 Desember 2026', await mapping('id-siskop2mi'))).toBe('2026-12-31');
    expect(readDate('๓๑ ธันวาคม ๒๕๖๙', await mapping('th-doe'))).toBe('2026-12-31');
    expect(readDate('२०८३/०९/१६', await mapping('np-dofe'))).toBe('2026-12-31');
  });

  it('tells an empty cell from what is no day', async () => {
    expect(readDate('-', await mapping('bd-bmet'))).toBeNull();
    expect(readDate('31/02/2026', await mapping('bd-bmet'))).toBeUndefined();
    expect(readDate('soon', await mapping('bd-bmet'))).toBeUndefined();
  });
});

describe('the mapping files', () => {
  it('fit their schema', async () => {
    const ids = await mappingIds();
    expect(ids).toHaveLength(10);
    for (const id of ids) expect((await readMapping(id)).country).toBe(id.slice(0, 2).toUpperCase());
  });
});

describe('importRegister', () => {
  let folder = '';
  let dir = '';
  const options = { mapping: 'bd-bmet', asOf: '2026-11-20', today: '2026-11-28' };
  const list = join(FIXTURES, 'bd-bmet.csv');
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'register-'));
    dir = join(folder, 'channel');
    await initChannel({ dir, publisher: 'Example', now: Date.parse('2026-11-28') });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes a register that is a target of the channel', async () => {
    const made = await importRegister({ dir, files: [list], ...options });
    expect(made).toMatchObject({ country: 'BD', agencies: 46, expiresOn: '2027-01-19', refused: [], repeated: 0 });
    expect((await registerTargets(dir)).map(({ name }) => name)).toEqual(['registers.bd.json']);
    expect((await openRegisters(dir))[0]?.count).toBe(46);
  });

  it('refuses a list that lost many agencies, unless confirmed', async () => {
    await importRegister({ dir, files: [list], ...options });
    const short = join(folder, 'short.csv');
    await writeFile(short, 'RL No,Recruiting Agency Name\nRL-1,One Overseas\n');
    await expect(importRegister({ dir, files: [short], ...options })).rejects.toThrow(/Is a page missing/u);
    const made = await importRegister({ dir, files: [short], ...options, confirm: true });
    expect(made.agencies).toBe(1);
  });

  it('names the rows that it cannot read, and imports nothing when they are many', async () => {
    const bad = join(folder, 'bad.csv');
    await writeFile(bad, 'RL No,Recruiting Agency Name,License Status\nRL-1,One Overseas,Active\nx,Two Overseas,Odd\n');
    await expect(importRegister({ dir, files: [bad], ...options })).rejects.toThrow(
      /line 3: "x" is no licence number/u,
    );
  });

  it('refuses another file, a day in the future and a list that is too old', async () => {
    const other = join(folder, 'other.csv');
    await writeFile(other, 'a,b\n1,2\n');
    await expect(importRegister({ dir, files: [other], ...options })).rejects.toThrow(/no table has the columns/u);
    await expect(importRegister({ dir, files: [list], ...options, asOf: '2027-01-01' })).rejects.toThrow(/future/u);
    await expect(importRegister({ dir, files: [list], ...options, asOf: '2026-01-01' })).rejects.toThrow(/too old/u);
  });

  it('removes a register', async () => {
    await importRegister({ dir, files: [list], ...options });
    await removeRegister(dir, 'bd');
    expect(await registerTargets(dir)).toEqual([]);
    await expect(removeRegister(dir, '../x')).rejects.toThrow(/no register/u);
  });
});
