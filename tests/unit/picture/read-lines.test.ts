import { describe, expect, it } from 'vitest';
import { dropChatFurniture } from '../../../utils/picture/drop-chat-furniture.ts';
import { dropNoise } from '../../../utils/picture/drop-noise.ts';
import { joinLines } from '../../../utils/picture/join-lines.ts';
import type { ReadLine } from '../../../utils/picture/read-line.ts';
import { READ_WELL, readingQuality } from '../../../utils/picture/reading-quality.ts';

/** A line of a picture 1,000 pixels wide; ten pixels a letter unless `right` says otherwise. */
function line(text: string, top: number, more: Partial<ReadLine> = {}): ReadLine {
  const size = { left: 100, top, right: 100 + text.length * 10, bottom: top + 40, letterHeight: 24 };
  return { text, confidence: 92, polarity: 'dark', ...size, ...more };
}

describe('dropNoise', () => {
  it('keeps words, and leaves out texture that was read as letters', () => {
    const words = line('Urgent hiring in Mae Sot', 100);
    const sure = line('5k', 150);
    const noise = [line('ee', 200, { confidence: 50 }), line('~ |', 250), line('Wz kq po', 300, { confidence: 20 })];
    expect(dropNoise([words, sure, ...noise])).toEqual([words, sure]);
  });

  it('keeps a long line of another script in which a word is doubtful', () => {
    const words = line('ကားနဲ့လာကြိုမယ်', 100);
    const doubtful = line('လွှဲပေးပါတယ်;# စိတ်ဝင်စားလားရှင့်', 150, { confidence: 36 });
    const noise = line('လွှဲပေးပါတယ်;# စိတ်ဝင်စားလားရှင့်', 200, { confidence: 20 });
    expect(dropNoise([words, doubtful, noise])).toEqual([words, doubtful]);
  });
});

describe('dropChatFurniture', () => {
  const chat = [
    line('‹ Anna HR', 40, { polarity: 'light' }),
    line('online', 90, { polarity: 'light' }),
    line('Anna HR', 300),
    line('You land in Bangkok', 350),
    line('14:06', 400),
    line('Anna HR', 500),
    line('our driver takes you on 14:07 ✓✓', 550),
    line('14:07', 600),
  ];

  it('leaves out times, the title bar and the sender over each bubble', () => {
    expect(dropChatFurniture(chat, 1_920).map(({ text }) => text)).toEqual([
      'You land in Bangkok',
      'our driver takes you on',
    ]);
  });

  it('leaves a poster with opening hours as it is', () => {
    const poster = [line('Cook wanted', 100), line('Cook wanted', 300), line('Interview at 14:00', 400)];
    expect(dropChatFurniture(poster, 1_080)).toEqual(poster);
  });
});

describe('joinLines', () => {
  it('joins a line that was broken at the margin, and keeps the breaks of a list', () => {
    const broken = [
      line('We look for people who type', 100, { right: 960 }),
      line('well and travel soon', 145),
      line('Free room', 190),
    ];
    expect(joinLines(broken)).toBe('We look for people who type well and travel soon\nFree room');
  });

  it('joins lines of a script without spaces without a space', () => {
    const broken = [line('海外勤務の方を急募', 100, { right: 960 }), line('しています', 145, { right: 300 })];
    expect(joinLines(broken)).toBe('海外勤務の方を急募しています');
  });

  it('starts a new line after a wide gap', () => {
    const apart = [line('Good pay in Bangkok for you', 100, { right: 960 }), line('Telegram only', 260)];
    expect(joinLines(apart)).toBe('Good pay in Bangkok for you\nTelegram only');
  });

  it('leaves out the spaces that the recogniser puts between ideographs', () => {
    expect(joinLines([line('高 薪 招 聘 客 服', 100)])).toBe('高薪招聘客服');
    expect(joinLines([line('高薪招聘客服 包机票食宿', 100)])).toBe('高薪招聘客服 包机票食宿');
  });
});

describe('readingQuality', () => {
  it('is 1 when every line was read well, and 0 without text', () => {
    expect(readingQuality([line('Urgent hiring in Mae Sot', 100)])).toBe(1);
    expect(readingQuality([])).toBe(0);
    expect(readingQuality([line('Wz kq po lmm nnoo', 100, { confidence: 20 })])).toBe(0);
  });

  it('falls below the bar when half of the text was read badly', () => {
    const half = readingQuality([
      line('Urgent hiring in Mae Sot', 100),
      line('Wz kq po lmm nnoo aabbcc', 150, { confidence: 30 }),
    ]);
    expect(half).toBeCloseTo(0.5, 1);
    expect(half).toBeLessThan(READ_WELL);
  });
});
