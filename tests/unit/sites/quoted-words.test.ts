import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { AlternativeTextsSchema } from '../../../utils/sites/adapter-schema.ts';
import { mayShowWords, quotedWords } from '../../../utils/sites/quoted-words.ts';

/** The sentence that Facebook writes around the words of a picture, by language; `{}` stands for the words. */
const SENTENCES: Readonly<Record<string, string>> = {
  en: "May be an image of 1 person and text that says '{}'",
  'en-graphic': 'May be a graphic of text that says "{}"',
  'en-old': "Image may contain: text that says '{}'",
  es: 'Puede ser una imagen de texto que dice "{}"',
  fr: 'Peut être une image de texte qui dit ‘{}’',
  'fr-quotes': 'Peut être une image de texte qui dit « {} »',
  pt: 'Pode ser uma imagem de texto que diz "{}"',
  id: "Mungkin gambar teks yang menyatakan '{}'",
  ms: "Mungkin imej teks yang menyatakan '{}'",
  tl: "Maaaring larawan ito ng text na nagsasabing '{}'",
  vi: "Có thể là hình ảnh về văn bản cho biết '{}'",
  th: "อาจเป็นรูปภาพของ ข้อความพูดว่า '{}'",
  ja: '「{}」というテキストの画像のようです',
  ko: "'{}'라는 문구가 있는 텍스트의 이미지일 수 있음",
  'zh-Hans': '可能是包含下列内容的图片：文字“{}”',
  'zh-Hant': '可能是顯示的文字是「{}」的圖像',
  hi: "'{}' वाला टेक्स्ट की फ़ोटो हो सकती है",
  bn: "'{}' লেখা টেক্সট-এর একটি ছবি হতে পারে",
  ur: "یہ متن کی تصویر ہو سکتی ہے جس میں '{}' لکھا ہے",
  ne: "'{}' भन्ने पाठको तस्बिर हुन सक्छ",
  si: "'{}' යැයි පවසන පෙළෙහි රූපයක් විය හැක",
  ta: "'{}' எனக் கூறும் உரையின் படமாக இருக்கலாம்",
  my: "'{}' ဟု ဖော်ပြထားသော စာသား၏ ပုံ ဖြစ်နိုင်သည်",
  km: "អាច​ជា​រូបភាព​អក្សរ​ដែល​និយាយ​ថា '{}'",
  lo: "ອາດເປັນຮູບຂອງຂໍ້ຄວາມທີ່ບອກວ່າ '{}'",
  ru: 'Возможно, это изображение (текст «{}»)',
  sw: "Inaweza kuwa picha ya maandishi yanayosema '{}'",
  am: "'{}' የሚል ጽሑፍ ምስል ሊሆን ይችላል",
  ar: "قد تكون صورة ‏‏نص مفاده '{}'‏‏",
};
/** Older sentences; a newer one is in the data. */
const OLD = new Set(['en-old']);
const TEXTS = v.parse(AlternativeTextsSchema, parse(readFileSync('knowledge/alternative-texts.yaml', 'utf8')));
const WORDS = "URGENT! Don't miss it: customer service in Mae Sot, 45,000 THB, free flight";

describe('quotedWords', () => {
  it.each(Object.entries(SENTENCES))('reads the words of a picture in the sentence of %s', (_language, sentence) => {
    expect(quotedWords(sentence.replace('{}', WORDS))).toBe(WORDS);
  });

  it('reads nothing from an alternative text without a quotation', () => {
    expect(quotedWords('May be an image of 2 people, people smiling and indoor')).toBe('');
    expect(quotedWords("Anna's profile picture and Nok's cat")).toBe('');
    expect(quotedWords('')).toBe('');
  });

  it('reads no short name and no caption that is a text of its own', () => {
    expect(quotedWords('Photo by "Ann Lee"')).toBe('');
    expect(quotedWords(`${'A long caption with a quotation in it. '.repeat(8)} "We offer work abroad today"`)).toBe('');
  });
});

describe('the sentences in knowledge/alternative-texts.yaml', () => {
  it.each(Object.entries(SENTENCES))('tell the words of a picture in the sentence of %s', (_language, sentence) => {
    const text = sentence.replace('{}', WORDS);
    expect(quotedWords(text, TEXTS)).toBe(WORDS);
    expect(mayShowWords(text, TEXTS)).toBe(true);
  });

  it.each(Object.entries(SENTENCES).filter(([language]) => !OLD.has(language)))(
    'tell them in %s where no marks stand around them, also short ones',
    (_language, sentence) => {
      const unmarked = sentence.replaceAll(/['"‘’“”«»「」]/gu, '');
      for (const words of ['HIRING', WORDS]) expect(quotedWords(unmarked.replace('{}', words), TEXTS)).toBe(words);
    },
  );

  it('have each language of the interface', () => {
    const languages = readdirSync('public/messages').map((name) => name.replace('.json', ''));
    expect(Object.keys(TEXTS).sort()).toEqual(languages.sort());
  });

  it('tell words that hold quotation marks, and those in a long description', () => {
    const words = 'We say "hello" to you, then "goodbye", and pay 900 USD';
    const people = 'May be an image of 12 people, standing and outdoors, '.repeat(5);
    expect(quotedWords(`${people} and text that says '${words}'`, TEXTS)).toBe(words);
  });

  it('say that a picture has no words, where it is described without any', () => {
    expect(mayShowWords('Photo by Nok. May be an image of 2 people and beach.', TEXTS)).toBe(false);
    expect(mayShowWords('อาจเป็นรูปภาพของ 2 คน', TEXTS)).toBe(false);
    expect(mayShowWords('May be an image of poster', TEXTS)).toBe(true);
    expect(mayShowWords('No photo description available.', TEXTS)).toBe(true);
    expect(mayShowWords('', TEXTS)).toBe(true);
  });
});
