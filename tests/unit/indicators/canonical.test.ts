import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashKind } from '../../../utils/indicators/hash.ts';
import { isLegalForm, nameWords } from '../../../utils/indicators/canonical-company.ts';
import { canonical, indicatorOf } from '../../../utils/indicators/canonical.ts';
import { INDICATOR_KINDS, type IndicatorKind } from '../../../utils/model/indicator.ts';

const CASES: Record<IndicatorKind, [raw: string, value: string | null][]> = {
  domain: [
    ['https://jobs.Example-Hiring.co.th/apply?x=1', 'example-hiring.co.th'],
    ['WWW.EXAMPLE.COM.', 'example.com'],
    ['hr.example.com:8080/a', 'example.com'],
    ['scam.pages.dev', 'scam.pages.dev'],
    ['pages.dev', null],
    ['goldjob.wordpress.com', 'goldjob.wordpress.com'],
    ['wordpress.com', null],
    ['ตัวอย่าง.ไทย', 'xn--72c1a1bt4awk9o.xn--o3cw4h'],
    ['xn--72c1a1bt4awk9o.xn--o3cw4h', 'xn--72c1a1bt4awk9o.xn--o3cw4h'],
    ['https://bit.ly/Ab3xY', 'bit.ly/Ab3xY'],
    ['bit.ly', null],
    ['https://docs.google.com/forms/d/e/1FAIpQ_x/viewform', 'docs.google.com/forms/d/e/1FAIpQ_x'],
    ['https://www.google.com/search?q=x', null],
    ['https://th.linkedin.com/Company/Gold-Example/', 'linkedin.com/company/gold-example'],
    ['https://twitter.com/Gold_HR/status/1', 'x.com/gold_hr'],
    ['https://www.youtube.com/watch?t=3&v=aBc', 'youtube.com/watch?v=aBc'],
    ['https://vm.tiktok.com/ZMaBc/', 'vm.tiktok.com/ZMaBc'],
    ['https://t.me/gold_hr', null],
    ['localhost', null],
    ['not a domain', null],
    ['no-such-suffix.zzqq', null],
  ],
  email: [
    ['HR+jobs@Example.com', 'hr@example.com'],
    ['mailto:g.o.l.d+x@GoogleMail.com?subject=a', 'gold@gmail.com'],
    ['a.b@outlook.com', 'a.b@outlook.com'],
    ['a@localhost', null],
    ['@example.com', null],
  ],
  phone: [
    ['+66 81-234-5678', '+66812345678'],
    ['0066 81 234 5678', '+66812345678'],
    ['tel:+84912345678', '+84912345678'],
    ['+๖๖ ๘๑๒๓๔๕๖๗๘', '+66812345678'],
    ['081 234 5678', null],
    ['+66 1', null],
  ],
  telegram: [
    ['@Gold_HR88', 'gold_hr88'],
    ['https://t.me/Gold_HR88?start=1', 'gold_hr88'],
    ['t.me/s/gold_hr88/15', 'gold_hr88'],
    ['gold_hr88.t.me', 'gold_hr88'],
    ['tg://resolve?domain=Gold_HR88', 'gold_hr88'],
    ['https://t.me/+AbCdEf_12345', 'join/AbCdEf_12345'],
    ['telegram.me/joinchat/AbCdEf_12345', 'join/AbCdEf_12345'],
    ['https://t.me/+66812345678', '+66812345678'],
    ['https://t.me/share/url?url=x', null],
    ['ab', null],
  ],
  whatsapp: [
    ['https://wa.me/66812345678?text=hi', '+66812345678'],
    ['https://api.whatsapp.com/send?phone=%2B66812345678', '+66812345678'],
    ['+66 81 234 5678', '+66812345678'],
    ['66812345678', '+66812345678'],
    ['https://chat.whatsapp.com/AbCdEfGhIjK', 'group/AbCdEfGhIjK'],
    ['https://wa.me/message/ABCDEFGH12', 'message/ABCDEFGH12'],
    ['hello', null],
  ],
  line: [
    ['Gold.HR', 'gold.hr'],
    ['@GoldHR', '@goldhr'],
    ['https://line.me/R/ti/p/%40goldhr', '@goldhr'],
    ['https://line.me/ti/p/~Gold.HR', 'gold.hr'],
    ['line.me/ti/g/AbCdEf_123', 'group/AbCdEf_123'],
    ['https://lin.ee/AbC12xY', 'add/AbC12xY'],
  ],
  wechat: [
    ['Gold_HR2026', 'gold_hr2026'],
    ['13812345678', '+8613812345678'],
    ['x13812345678', 'x13812345678'],
    ['hr', null],
  ],
  zalo: [
    ['0912 345 678', '+84912345678'],
    ['https://zalo.me/84912345678', '+84912345678'],
    ['zalo.me/g/abcdef123', 'group/abcdef123'],
    ['https://zalo.me/1234567890123456789', '1234567890123456789'],
  ],
  qq: [
    ['12345678', '12345678'],
    ['12345678@qq.com', '12345678'],
    ['http://wpa.qq.com/msgrd?v=3&uin=12345678&site=qq', '12345678'],
    ['012345', null],
  ],
  facebook: [
    ['https://m.facebook.com/Gold.HR.Example?ref=x', 'goldhrexample'],
    ['https://www.facebook.com/profile.php?id=100012345678901', '100012345678901'],
    ['https://www.facebook.com/people/Gold-Example/100012345678901/', '100012345678901'],
    ['https://facebook.com/groups/123456789/posts/5', 'groups/123456789'],
    ['m.me/Gold.HR', 'goldhr'],
    ['https://www.facebook.com/share/p/AbC123xyz/', 'share/AbC123xyz'],
    ['https://fb.watch/AbC123xyz/', 'share/AbC123xyz'],
    ['https://www.facebook.com/share/', null],
    ['https://www.facebook.com/marketplace/item/1', null],
    ['https://example.com/x', null],
  ],
  instagram: [
    ['@Gold.HR', 'gold.hr'],
    ['https://www.instagram.com/Gold.HR/?hl=en', 'gold.hr'],
    ['https://instagram.com/stories/gold.hr/3', 'gold.hr'],
    ['https://www.instagram.com/p/AbC/', null],
  ],
  company: [
    ['Golden Example Co., Ltd.', 'goldenexample'],
    ['PT. Golden Example Tbk', 'goldenexample'],
    ['GOLDEN EXAMPLE SDN BHD', 'goldenexample'],
    ['Golden-Example, S.A. de C.V.', 'goldenexample'],
    ['Gólden Éxample L.L.C.', 'goldenexample'],
    ['Công ty TNHH Một Thành Viên Sao Vàng', 'saovang'],
    ['บริษัท ดาวทอง จำกัด (มหาชน)', 'ดาวทอง'],
    ['ООО «Золотой пример»', 'золотоипример'],
    ['金星科技有限公司', '金星科技'],
    ['Co., Ltd.', null],
    ['有限公司', null],
    ['12345', null],
  ],
  wallet: [
    ['0xABCDEFabcdefABCDEFabcdefABCDEFabcdefABCD', '0xabcdefabcdefabcdefabcdefabcdefabcdefabcd'],
    ['TJRabPrwbZy45sbavfcjinPJC18kjpRTv8', 'TJRabPrwbZy45sbavfcjinPJC18kjpRTv8'],
    [`EQ${'Ab3_-0'.repeat(8).slice(0, 46)}`, `EQ${'Ab3_-0'.repeat(8).slice(0, 46)}`],
    [`EQ${'Ab3_-0'.repeat(8).slice(0, 45)}`, null],
    ['hello', null],
  ],
  text: [
    ['0123456789ABCDEF', '0123456789abcdef'],
    ['0123', null],
  ],
};

describe.each(INDICATOR_KINDS)('canonical form of %s', (kind) => {
  it.each(CASES[kind])('%s -> %s', (raw, value) => {
    expect(canonical(kind, raw)).toBe(value);
  });

  it('does not change when it is canonicalised again', () => {
    for (const [, value] of CASES[kind]) {
      if (value !== null) expect(canonical(kind, value)).toBe(value);
    }
  });

  it('accepts any text without throwing, and its result is stable', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('https://', 't.me/', '.com', '@', '+66', '/', '?id=', '%', 'xn--', 'Co.', ' ', 'g', '1'),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const value = canonical(kind, parts.join(''));
        if (value !== null) expect(canonical(kind, value)).toBe(value);
      }),
      { numRuns: 500 },
    );
  });
});

describe('indicatorOf', () => {
  it('turns a link given as a domain into the account that it leads to', () => {
    expect(indicatorOf('domain', 'https://t.me/Gold_HR')).toEqual({ kind: 'telegram', value: 'gold_hr' });
    expect(indicatorOf('domain', 'https://wa.me/66812345678')).toEqual({ kind: 'whatsapp', value: '+66812345678' });
    expect(indicatorOf('domain', 'example.com')).toEqual({ kind: 'domain', value: 'example.com' });
    expect(indicatorOf('domain', 'https://t.me/')).toBeNull();
  });

  it('treats a number as the same number in every app', () => {
    expect(hashKind({ kind: 'zalo', value: '+84912345678' })).toBe('phone');
    expect(hashKind({ kind: 'zalo', value: 'gold.hr' })).toBe('zalo');
  });
});

describe('isLegalForm', () => {
  it('knows forms before and behind a name, and takes no name for one', () => {
    for (const form of ['PT', 'Công ty TNHH', 'Sdn Bhd']) expect(isLegalForm(nameWords(form)), form).toBe(true);
    for (const name of ['', 'Golden', 'PT Golden', 'Công ty Golden'])
      expect(isLegalForm(nameWords(name)), name).toBe(false);
  });
});
