import { describe, expect, test } from 'vitest';
import { parseConversation } from '../../../utils/check/parse-conversation.ts';

const talk = (text: string): [string, string][] =>
  parseConversation(text).messages.map(({ sender, start, end }) => [sender, text.slice(start, end)]);

describe('parseConversation', () => {
  test.each([
    [
      'whatsapp',
      'an Android export',
      `12/03/2024, 14:05 - Messages and calls are end-to-end encrypted.
12/03/2024, 14:06 - HR Anna: Hello dear
we need typists
12/03/2024, 14:07 - Somchai: What pay?`,
    ],
    [
      'whatsapp',
      'an iPhone export with hidden marks',
      `\u200e[12.03.24, 2:06:33\u202fPM] HR Anna: Hello dear
we need typists
[12.03.24, 2:07:01\u202fPM] Somchai: \u200eWhat pay?`,
    ],
    [
      'whatsapp',
      'lines copied from WhatsApp Web',
      `[14:06, 12/03/2024] HR Anna: Hello dear
we need typists
[14:07, 12/03/2024] Somchai: What pay?`,
    ],
    [
      'whatsapp',
      'Arabic digits',
      `١٢‏/٣‏/٢٠٢٤، ٢:٠٦ م - HR Anna: Hello dear
we need typists
١٢‏/٣‏/٢٠٢٤، ٢:٠٧ م - Somchai: What pay?`,
    ],
    [
      'telegram',
      'lines copied from Telegram',
      `HR Anna, [12.03.2024 14:06]
Hello dear
we need typists

Somchai, [12.03.2024 14:07]
What pay?`,
    ],
    [
      'line',
      'a LINE export',
      `[LINE] Chat history with HR Anna
Saved on: 2024/03/12 14:09

2024/03/12(Tue)
14:06\tHR Anna\tHello dear
we need typists
14:07\tSomchai\tWhat pay?`,
    ],
    [
      'wechat',
      'lines copied from WeChat',
      `HR Anna 2024/3/12 14:06:33
Hello dear
we need typists

Somchai 2024/3/12 14:07:01
What pay?`,
    ],
    [
      'kakao',
      'a KakaoTalk export',
      `--------------- 2024년 3월 12일 화요일 ---------------
[HR Anna] [오후 2:06] Hello dear
we need typists
[Somchai] [오후 2:07] What pay?`,
    ],
    [
      'kakao',
      'a KakaoTalk export of a phone',
      `2024년 3월 12일 오후 2:06, HR Anna : Hello dear
we need typists
2024년 3월 12일 오후 2:07, Somchai : What pay?`,
    ],
    [
      'discord',
      'lines copied from Discord',
      `HR Anna — Today at 2:06 PM
Hello dear
we need typists
Somchai — Today at 2:07 PM
What pay?`,
    ],
    [
      'timed',
      'a time before each name',
      `14:06 HR Anna: Hello dear
we need typists
14:07 Somchai: What pay?`,
    ],
    [
      'timed',
      'a day and time before each name',
      `(2024-03-12 14:06:33) HR Anna: Hello dear
we need typists
(2024-03-12 14:07:01) Somchai: What pay?`,
    ],
    [
      'timed',
      'half days and a dash',
      `2:06 PM - HR Anna: Hello dear
we need typists
2:07 PM - Somchai: What pay?`,
    ],
    [
      'timed',
      'a time behind each name',
      `HR Anna (14:06): Hello dear
we need typists
Somchai (14:07): What pay?`,
    ],
  ])('reads the %s export: %s', (style, _name, text) => {
    expect(parseConversation(text).style).toBe(style);
    const messages = talk(text).filter(([sender]) => sender !== '');
    expect(messages.map(([sender, words]) => [sender, words.replaceAll('\u200e', '')])).toEqual([
      ['HR Anna', 'Hello dear\nwe need typists'],
      ['Somchai', 'What pay?'],
    ]);
  });

  test('splits lines of the form name: text', () => {
    const text = 'Anna: Hello\nMe: Hi, which country?\nAnna: Thailand first\nthen we drive\nMe: ok';
    expect(talk(text)).toEqual([
      ['Anna', 'Hello'],
      ['Me', 'Hi, which country?'],
      ['Anna', 'Thailand first\nthen we drive'],
      ['Me', 'ok'],
    ]);
  });

  test('keeps times as written', () => {
    const text = '[12/03/2024, 14:06:33] Anna: Hello';
    expect(parseConversation(text).messages[0]).toMatchObject({ sender: 'Anna', time: '12/03/2024, 14:06:33' });
  });
});

describe('parseConversation with other texts', () => {
  test.each([
    [
      'an ad with labels',
      'Position: typist\nSalary: 1,500 USD\nPlace: Bangkok\nContact: @hr_anna\nHours: 9:00 - 18:00',
    ],
    ['an ad with hours', 'We hire cooks.\nShift 9:00 - 18:00\nCome on 12/03/2024 at 10:00'],
    ['a timetable', 'Working hours:\n08:00 - 12:00 kitchen\n13:00 - 17:00 kitchen\nPay: 500'],
    ['a timetable in words', '08:00 to 12:00 kitchen\n13:00 to 17:00 kitchen\n18:00 to 20:00 washing'],
    ['plain text', 'Hello, I saw your CV.\n\nWe need a typist in Bangkok.'],
    ['a link', 'Apply here: https://jobs.example/1\nMore: https://jobs.example/2'],
  ])('returns no conversation for %s', (_name, text) => {
    expect(parseConversation(text).style).toBeNull();
    expect(talk(text)).toEqual([['', text]]);
  });

  test('returns no message for white space', () => {
    expect(parseConversation(' \n\t\r\n ').messages).toEqual([]);
    expect(parseConversation('').messages).toEqual([]);
  });
});

test('parseConversation needs linear time for long lines that almost match', () => {
  const almost = `${'[12/03/2024, 14:06'.repeat(4_000)}\n`;
  const paste = [almost, '1/'.repeat(50_000), ': '.repeat(50_000), '12/03/2024, 14:06 - '.repeat(10_000)].join('\n');
  expect(parseConversation(paste).messages.length).toBeGreaterThan(0);
  expect(parseConversation('12/03/2024, 14:06 - A: b\n'.repeat(16_000)).messages).toHaveLength(16_000);
});
