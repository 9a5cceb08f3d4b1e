import { describe, expect, test } from 'vitest';
import { MIN_MATCHING_BANDS, textFingerprints } from '../../../utils/indicators/text-fingerprint.ts';

/** Letters and digits of a text, as folding leaves them for a plain one. */
function unitsOf(text: string): Uint16Array {
  return Uint16Array.from(text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''), (letter) => letter.charCodeAt(0));
}

function bands(text: string): string[] {
  const units = unitsOf(text);
  return textFingerprints(units, 0, units.length);
}

const shared = (a: string, b: string): number => bands(a).filter((band) => bands(b).includes(band)).length;

const REPORTED =
  'Urgent hiring, twenty people for our Bangkok office. No experience needed, only basic typing and a valid passport. Free air ticket, visa, room and meals, all on the company. Ask for Lina on Telegram, you fly this Friday with the next batch from Nairobi.';

describe('fingerprints of a text', () => {
  test('matches a copy with another name, number and day', () => {
    const copy = REPORTED.replace('Lina', 'Marco').replace('twenty', 'thirty').replace('Friday', 'Monday');
    expect(shared(REPORTED, copy)).toBeGreaterThanOrEqual(MIN_MATCHING_BANDS);
  });

  test('does not match an ad of the same trade', () => {
    const honest =
      'Our Bangkok hotel hires a receptionist. Two years of experience, good English and Thai, five days a week. We pay social security and meals on duty. Bring your papers to the interview at the hotel on Friday and ask for the front office manager, please.';
    expect(shared(REPORTED, honest)).toBeLessThan(MIN_MATCHING_BANDS);
  });

  test('gives none for a short text, and ten for a text without spaces', () => {
    expect(bands('Urgent hiring, Bangkok')).toEqual([]);
    const thai =
      'รับสมัครพนักงานประจำออฟฟิศ ไม่จำกัดวุฒิ มีที่พักและอาหารให้ครบ ' +
      'ทำงานกับคอมพิวเตอร์วันละแปดชั่วโมง หยุดสัปดาห์ละหนึ่งวัน สนใจส่งข้อความมาที่แอดมินได้เลย ตอบทุกวันไม่เว้นวันหยุดราชการและวันสำคัญ';
    expect(bands(thai).length).toBeGreaterThanOrEqual(MIN_MATCHING_BANDS);
    for (const value of bands(REPORTED)) expect(value).toMatch(/^[0-9a-f]{16}$/u);
  });

  test('gives the values that published lists hold, in every version', () => {
    expect(bands(REPORTED).slice(0, 3)).toEqual(['57fc5c9e9080d05e', 'a8e428d2b021bf2a', '10f6089a5a301c61']);
  });
});
