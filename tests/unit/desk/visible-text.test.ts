import { describe, expect, test } from 'vitest';
import { visibleParts, visibleText } from '../../../utils/desk/visible-text.ts';

describe('a stranger’s text at the desk', () => {
  test('direction changes and invisible characters are written out', () => {
    expect(visibleText('pay\u202Efdp.exe')).toBe('pay⟦U+202E⟧fdp.exe');
    expect(visibleText('@hr\u200B_team')).toBe('@hr⟦U+200B⟧_team');
    expect(visibleText('a\u0000b\u{E0041}c\uD800')).toBe('a⟦U+0000⟧b⟦U+E0041⟧c⟦U+D800⟧');
    expect(visibleText(`x\u200D${'\u2066'.repeat(900)}y`)).toBe('x\u200D⟦U+2066 ×900⟧y');
  });

  test('scripts stay as they are: joiners, marks, emoji, lines', () => {
    for (const text of ['รับสมัครงาน\nด่วน', 'مطلوب موظفين', 'ကျွန်တော်', 'नौकरी क्‍षेत्र', '👩‍💻 job\t7', 'Tiếng Việt']) {
      expect(visibleText(text)).toBe(text);
    }
  });

  test('a heap of accents is cut', () => {
    const heap = visibleText(`Z${'\u0301'.repeat(500)}`);
    expect(heap.length).toBeLessThan(30);
    expect(heap).toContain('×494');
  });

  test('is cut to what is asked', () => {
    expect(visibleParts('abcdef', 3)).toEqual([{ text: 'abc', isEscaped: false }]);
  });
});
