import { describe, expect, it } from 'vitest';
import { findLicenceNumbers } from '../../../utils/register/find-licence-numbers.ts';
import { numberKey } from '../../../utils/register/number-key.ts';

/** Country, key and the ways to write one number. */
const SPELLINGS: readonly (readonly [country: string, key: string, ...written: string[]])[] = [
  [
    'PH',
    '123-LB-01012023',
    'DMW-123-LB-01012023-R',
    'POEA 123 LB 010123',
    'License no. 123-LB-01012023',
    'DMW123LB01012023R',
  ],
  ['BD', '1234', 'RL No 1234', 'R.L. No-1234', 'BMET RL: 1234', 'আর এল নং ১২৩৪', 'Recruiting License No. 1234'],
  ['LK', '2345', 'SLBFE 2345', 'SLBFE License No: 2345', 'Labour Licence No 2345', 'බලපත්‍ර අංකය 2345'],
  ['IN', 'B0562/MUM/8845/2010', 'B-0562/MUM/PART/1000+/5/8845/2010', 'RC No. B0562/MUM/PART/1000/5/8845/2010'],
  ['NP', '1234/70', 'Govt. Lic. No. 1234/070/71', 'इजाजत पत्र नं. १२३४/०७०/०७१', '1234/2070/71'],
  ['TH', 'T1234/2560', 'ใบอนุญาตเลขที่ ต.1234/2560', 'ต. ๑๒๓๔/๒๕๖๐', 'License No. Tor. 1234/2560'],
  [
    'ID',
    '123/2020',
    'SIP3MI No. 123 Tahun 2020',
    'SIP3MI 123/2020',
    'Nomor 123/SIP3MI/IX/2020',
    'KEP.123/MEN/LTKI/2020',
  ],
  ['MY', '0123', 'JTK 0123', 'JTKSM 0123C', 'Lesen APS JTKSM 123-A'],
  ['VN', '123', 'Giấy phép số 123/LĐTBXH-GP', '123/LDTBXH-GP', 'giấy phép XKLĐ số 123', 'DOLAB số 123'],
  ['LA', '123', 'ໃບອະນຸຍາດເລກທີ 123', 'ໃບອະນຸຍາດ 123'],
];

describe('findLicenceNumbers', () => {
  it.each(SPELLINGS)('finds the number of %s with the key %s in every spelling', (country, key, ...written) => {
    for (const text of written) {
      expect([text, ...findLicenceNumbers(`Apply today. ${text}, call us`)]).toEqual([
        text,
        expect.objectContaining({ country, key, partial: false }),
      ]);
    }
  });

  it('gives offsets into the original text', () => {
    const text = 'কাজ আছে: আর এল নং ১২৩৪, ঢাকা';
    const [{ start, end } = { start: 0, end: 0 }] = findLicenceNumbers(text);
    expect(text.slice(start, end)).toBe('আর এল নং ১২৩৪');
  });

  it('keeps a bare number behind a word for a licence, without a country', () => {
    expect(findLicenceNumbers('License No: 4567')).toEqual([
      expect.objectContaining({ country: null, key: '4567', partial: false }),
    ]);
  });

  it('marks the beginning of a number as partial', () => {
    expect(findLicenceNumbers('B-0562/MUM')[0]).toMatchObject({ key: 'B0562/MUM/', partial: true });
  });

  it.each(['Day 12/07/08', 'SLBFE approved. Salary 2500 SAR', 'call +94 77 123 4567', 'เดือน 12/2560', 'URL 1234'])(
    'finds no number in "%s"',
    (text) => expect(findLicenceNumbers(text)).toEqual([]),
  );

  it('reads 20,000 units of hostile text in less than a second of processor time', () => {
    // Of this thread, microseconds: other load does not count.
    const { user } = process.threadCpuUsage();
    for (const piece of ['RL No. No. No. ', 'B-0562/MUM/', '1/1/1/', 'SIP3MI 1/A/A/A/', 'licence licence ']) {
      findLicenceNumbers(piece.repeat(20_000 / piece.length));
    }
    expect(process.threadCpuUsage().user - user).toBeLessThan(1_000_000);
  });
});

describe('numberKey', () => {
  it("reads a number as it stands alone in the office's column", () => {
    expect(
      [
        ['BD', '0123'],
        ['TH', '0123/2560'],
        ['ID', '123 Tahun 2020'],
        ['MY', '0868C'],
        ['VN', '123'],
        ['LK', '2345'],
      ].map(([country = '', written = '']) => numberKey(country, written)),
    ).toEqual(['123', 'T123/2560', '123/2020', '0868', '123', '2345']);
  });

  it('is null for what is no number of the country', () => {
    expect(numberKey('PH', 'ABC')).toBeNull();
    expect(numberKey('NP', '12/070/75')).toBeNull();
  });
});
