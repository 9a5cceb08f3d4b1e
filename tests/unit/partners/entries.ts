/** One entry of every kind of indicator, in canonical form. */
import { indicatorOf } from '../../../utils/indicators/canonical.ts';
import type { Entry } from '../../../hub/channel/list/entry.ts';
import { CATEGORIES, INDICATOR_KINDS, type IndicatorKind } from '../../../utils/model/indicator.ts';

const VALUES: Record<IndicatorKind, readonly string[]> = {
  domain: ['jobs.golden-example.com', 'https://forms.gle/AbCdEf123'],
  email: ["o'brien@golden-example.com"],
  phone: ['+66 81 234 5678'],
  telegram: ['@Gold_HR88', 'https://t.me/+AbCdEf12345'],
  whatsapp: ['https://chat.whatsapp.com/AbCdEf1234567890'],
  line: ['@goldhr'],
  wechat: ['gold_hr88'],
  zalo: ['goldhr.viet'],
  qq: ['123456789'],
  facebook: ['https://www.facebook.com/gold.hr'],
  instagram: ['gold.hr'],
  company: ["Golden 'Example' Co., Ltd.", '金色集团有限公司'],
  wallet: ['0x52908400098527886E0F7030069857D2E4169EE7'],
  text: ['0123456789abcdef'],
};

export const ENTRIES: readonly Entry[] = INDICATOR_KINDS.flatMap((kind, at) =>
  VALUES[kind].map((value, which) => {
    const indicator = indicatorOf(kind, value);
    if (indicator === null) throw new Error(`${value} is no ${kind}`);
    return {
      ...indicator,
      category: CATEGORIES[(at + which) % CATEGORIES.length] ?? 'trafficking',
      evidence: `SECRET-${kind}-${which}`,
      listedOn: '2026-10-01',
      expiresOn: '2027-10-01',
    };
  }),
);

export const EXPORT_OPTIONS = {
  publisher: 'Example Shelter',
  now: Date.parse('2026-11-25T14:53:07Z'),
  evidence: false,
  tlp: 'amber',
} as const;
