import { describe, expect, it } from 'vitest';
import { compareAgencyNames } from '../../../utils/register/agency-name.ts';
import { encodeRegister, type Agency } from '../../../utils/register/register-file.ts';
import { openRegister } from '../../../utils/register/register.ts';

const INFO = {
  country: 'BD',
  register: 'BMET',
  source: 'https://example.org',
  asOf: '2026-11-20',
  expiresOn: '2027-01-19',
};
const agency = (name: string, number: string, more: Partial<Agency> = {}): Agency => ({
  name,
  number,
  status: 'valid',
  validUntil: '2027-06-30',
  address: '',
  tradeNames: [],
  contacts: [],
  jobOrders: [],
  ...more,
});
const open = (agencies: readonly Agency[]) => openRegister(new TextEncoder().encode(encodeRegister(INFO, agencies)));

describe('a register', () => {
  const full = agency('Amber Gate Overseas Ltd.', 'RL-0456', {
    status: 'suspended',
    address: '4 Example Road\nDhaka',
    tradeNames: ['Amber Gate', 'AGO'],
    contacts: ['phone:+8801712345678'],
    jobOrders: ['Qatar 12'],
  });
  const register = open([full, agency('Lotus Link Manpower', 'RL-12'), agency('Lotus Bridge Manpower', 'RL-3000')]);

  it('gives back an agency with everything that was encoded', () => {
    expect(register.byNumber('456')).toEqual([{ ...full, address: '4 Example Road Dhaka' }]);
  });

  it('finds agencies by the beginning of a number only when asked to', () => {
    expect(register.byNumber('30')).toEqual([]);
    expect(register.byNumber('30', true).map(({ name }) => name)).toEqual(['Lotus Bridge Manpower']);
  });

  it('finds a trade name, and tells names one letter off apart from the same name', () => {
    expect(register.byName('ambergate').same).toHaveLength(1);
    for (const key of [
      'lotuslinkmanpwer',
      'lotuslinkmanpowerr',
      'lotuslinkmenpower',
      'otuslinkmanpower',
      'lotuslnikmanpower',
    ]) {
      const { same, similar } = register.byName(key);
      expect([key, same.length, similar.map(({ name }) => name)]).toEqual([key, 0, ['Lotus Link Manpower']]);
    }
    expect(register.byName('lotusbankmanpower')).toEqual({ same: [], similar: [] });
  });

  it('treats a status of a later version as suspended', () => {
    const text = encodeRegister(INFO, [full]).replace('suspended', 'paused');
    expect(openRegister(new TextEncoder().encode(text)).byNumber('456')[0]?.status).toBe('suspended');
  });

  it('refuses bytes that are no register, and columns of different lengths', () => {
    expect(() => openRegister(new TextEncoder().encode('{}'))).toThrow(/register/u);
    const text = encodeRegister(INFO, [full, agency('B Overseas', 'RL-1')]).replace('"count":2', '"count":3');
    expect(() => openRegister(new TextEncoder().encode(text))).toThrow(/lines/u);
  });

  it('refuses to encode a number that the country does not have', () => {
    expect(() => encodeRegister(INFO, [agency('X Overseas', 'none')])).toThrow(/no licence number/u);
  });
});

describe('compareAgencyNames', () => {
  it.each([
    ["GULF STAR INT'L (PVT.) LTD", 'Gulf Star International', 'same'],
    ['Golden Example Manpower Svcs. Co., Ltd.', 'golden example manpower services', 'same'],
    ['M/S Example & Sons Overseas', 'Example and Sons Overseas Ltd', 'same'],
    ['Gulf Starr International', 'Gulf Star International', 'similar'],
    ['Mohammed Overseas', 'Muhammad Overseas', 'similar'],
    ['Gulf Star Recruiting Agency', 'Gulf Star Manpower', 'similar'],
    ['Gulf Moon International', 'Gulf Star International', 'other'],
    ['', 'Gulf Star', 'other'],
  ] as const)('%s and %s: %s', (a, b, agreement) => expect(compareAgencyNames(a, b)).toBe(agreement));
});
