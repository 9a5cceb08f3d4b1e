/** In which language a post is written, and in which ones its words are looked up. */
import { describe, expect, it } from 'vitest';
import {
  detectLanguages,
  languageNumbers,
  languagesByScript,
  likelyLanguages,
} from '../../../utils/detect/detect-languages.ts';
import { addSegmentLanguages, languageSegments } from '../../../utils/detect/language-segments.ts';
import { readPost } from '../../../utils/detect/post-text.ts';
import { paragraphBounds } from '../../../utils/text/paragraph-bounds.ts';
import { ANY_LANGUAGE } from '../../../utils/text/payload.ts';
import { post } from './post.ts';
import { knowledge } from './project-knowledge.ts';

const { ids, always } = languageNumbers(knowledge);
const namesOf = (bits: number): string[] => ids.filter((_, language) => ((bits >>> language) & 1) === 1);

function languagesOf(text: string, hint: string | null = null): { main: string; active: string[] } {
  const { main, active } = detectLanguages(readPost(post({ text }), knowledge.fold).text, knowledge, hint);
  return { main, active: ids.filter((_, language) => active[language] === 1) };
}

const SENTENCES: Record<string, string> = {
  en: 'We are looking for people who can work with us in the evening and at the weekend.',
  vi: 'Chúng tôi đang cần người làm việc ở nhà hàng vào buổi tối và cuối tuần.',
  id: 'Kami sedang mencari orang yang bisa bekerja dengan kami di malam hari dan akhir pekan.',
  tl: 'Naghahanap kami ng mga tao na pwedeng magtrabaho sa amin sa gabi at sa katapusan ng linggo.',
  pt: 'Estamos à procura de pessoas que possam trabalhar conosco à noite e no fim de semana.',
  es: 'Buscamos personas que puedan trabajar con nosotros por la noche y en los fines de semana.',
  fr: 'Nous cherchons des personnes qui peuvent travailler avec nous le soir et le week-end.',
  sw: 'Tunatafuta watu ambao wanaweza kufanya kazi na sisi jioni na mwisho wa wiki.',
  ru: 'Мы ищем людей, которые могут работать с нами вечером и в выходные.',
  ar: 'نبحث عن أشخاص يمكنهم العمل معنا في المساء وفي عطلة نهاية الأسبوع.',
  ur: 'ہم ایسے لوگوں کی تلاش میں ہیں جو شام کو اور ہفتے کے آخر میں ہمارے ساتھ کام کر سکیں۔',
  hi: 'हम ऐसे लोगों की तलाश कर रहे हैं जो शाम को और सप्ताह के अंत में हमारे साथ काम कर सकें।',
  ne: 'हामी बेलुका र सप्ताहको अन्त्यमा हामीसँग काम गर्न सक्ने मानिसहरू खोजिरहेका छौं।',
  bn: 'আমরা এমন লোক খুঁজছি যারা সন্ধ্যায় এবং সপ্তাহান্তে আমাদের সাথে কাজ করতে পারেন।',
  ta: 'மாலையிலும் வார இறுதியிலும் எங்களுடன் வேலை செய்யக்கூடியவர்களைத் தேடுகிறோம்.',
  si: 'සවස සහ සති අන්තයේ අප සමඟ වැඩ කළ හැකි අය අපි සොයන්නෙමු.',
  am: 'በምሽት እና በሳምንቱ መጨረሻ ከእኛ ጋር መሥራት የሚችሉ ሰዎችን እንፈልጋለን።',
  th: 'เรากำลังหาคนที่สามารถทำงานกับเราได้ในตอนเย็นและวันหยุดสุดสัปดาห์',
  lo: 'ພວກເຮົາກຳລັງຊອກຫາຄົນທີ່ສາມາດເຮັດວຽກກັບພວກເຮົາໃນຕອນແລງ',
  my: 'ညနေပိုင်းနှင့် စနေ၊ တနင်္ဂနွေနေ့များတွင် အလုပ်လုပ်နိုင်သူများကို ရှာနေပါသည်။',
  km: 'យើងកំពុងស្វែងរកមនុស្សដែលអាចធ្វើការជាមួយយើងនៅពេលល្ងាច',
  ko: '저녁과 주말에 우리와 함께 일할 수 있는 사람을 찾고 있습니다.',
  ja: '夕方と週末に私たちと一緒に働ける人を探しています。',
  'zh-Hans': '我们正在寻找可以在晚上和周末和我们一起工作的人。',
  'zh-Hant': '我們正在尋找可以在晚上和週末和我們一起工作的人。',
};

describe('the language of a post', () => {
  it.each(Object.entries(SENTENCES))('is %s by its script and its everyday words', (language, sentence) => {
    const { main, active } = languagesOf(sentence);
    expect(main).toBe(language);
    expect(active).toContain(language);
  });

  it('is Japanese in kana alone, as learners write it', () => {
    expect(languagesOf('くに から きたい ともだち いる？ しごと あります')).toMatchObject({ main: 'ja' });
    expect(languagesOf('シゴト アリマス').active).toContain('ja');
  });

  it('is unknown without letters', () => {
    expect(languagesOf('').main).toBe('und');
    expect(languagesOf('12 34 🇰🇭 !!')).toEqual({ main: 'und', active: [] });
  });

  it('is what the page says where the words do not decide', () => {
    expect(languagesOf('Xqz', 'id').main).toBe('id');
    expect(languagesOf('Xqz', 'sw').main).toBe('sw');
    expect(languagesOf(SENTENCES['en']!, 'sw').main).toBe('en');
    expect(languagesOf(SENTENCES['en']!, 'xx').main).toBe('en');
  });

  it('is that of most of its letters, of which an ideograph or a Thai letter says as much as three Latin ones', () => {
    expect(languagesOf(`${SENTENCES['en']} ${SENTENCES['th']}`).main).toBe('th');
    expect(languagesOf(`${SENTENCES['en']!.repeat(5)} ${SENTENCES['th']!.slice(0, 20)}`).main).toBe('en');
    expect(languagesOf(`${SENTENCES['en']} Москва`).main).toBe('en');
  });

  it('is Japanese where there is kana among the ideographs, and Chinese otherwise', () => {
    expect(languagesOf('夕方週末働人探').main).toMatch(/^zh/u);
    expect(languagesOf('夕方の週末').main).toBe('ja');
  });
});

describe('what tells the language of a post', () => {
  it.each<[string, string, string]>([
    ['letters that only Vietnamese has', 'Phố Đường Lê Lợi', 'vi'],
    ['letters, not digits', `Hello my friend ${'9 '.repeat(300)}`, 'en'],
    ['letters, not flags', `Hello my friend ${'🇰🇭'.repeat(300)}`, 'en'],
    ['ideographs with hardly a kana', '我们正在寻找可以在晚上和周末和我们一起工作的人の', 'zh-Hans'],
    ['ideographs with some kana', '夕方週末働人探仕事の、は', 'ja'],
    ['one traditional form in eleven', '我们正在寻找可以晚上灣', 'zh-Hant'],
    ['one traditional form in twelve', '我们正在寻找可以在晚上灣', 'zh-Hans'],
    ['most letters, of which a Cyrillic one says as much as a Latin one', 'We look for people who work в Москве', 'en'],
    ['most letters, of which an Arabic one says more', 'We look for people who work نبحث عن أشخاص يمكنهم', 'ar'],
    ['more than a twelfth of the letters', `${'Καλημέρα σε όλους τους φίλους. '.repeat(3)} ok`, 'und'],
    ['the first of the languages of a script where no word tells', 'Xqz', 'en'],
    ['the first of two where no word tells', 'ابتثج', 'ar'],
  ])('are %s', (_name, text, language) => {
    expect(languagesOf(text).main).toBe(language);
  });

  it('is also what the page says, where it is as good as the best', () => {
    expect(languagesOf('ابتثج', 'ur').main).toBe('ur');
    expect(languagesOf('ابتثج', 'th').main).toBe('ar');
    expect(languagesOf('我们在晚上', 'zh-Hant').main).toBe('zh-Hant');
  });

  it('leaves the words that belong to no language', () => {
    for (const text of ['', '12', SENTENCES['th']!]) {
      const { active } = detectLanguages(readPost(post({ text }), knowledge.fold).text, knowledge, null);
      expect(active[ANY_LANGUAGE]).toBe(1);
    }
  });
});

describe('the words of a post', () => {
  it('are read in no Japanese where hardly a kana stands, and in no Chinese where many stand', () => {
    expect(languagesOf('我们正在寻找可以在晚上和周末和我们一起工作的人の').active).not.toContain('ja');
    expect(languagesOf(SENTENCES['ja']!).active).toEqual(['ja']);
  });

  it('are read in the languages of every script that the text has', () => {
    const scriptsOf = (text: string): string[][] =>
      languagesByScript(readPost(post({ text }), knowledge.fold).text, languageNumbers(knowledge)).map((numbers) =>
        numbers.map((number) => ids[number]!),
      );
    expect(scriptsOf('招聘 で รับ')).toEqual([['zh-Hans', 'zh-Hant'], ['ja'], ['th']]);
    expect(scriptsOf('')).toEqual([]);
  });

  it('are read in English beside any language in Latin letters, and in no far one', () => {
    const { active } = languagesOf(SENTENCES['fr']!);
    expect(active).toEqual(expect.arrayContaining(['en', 'fr']));
    expect(active).not.toContain('sw');
    expect(active).not.toContain('th');
  });

  it('are read in both forms of Chinese', () => {
    expect(languagesOf(SENTENCES['zh-Hans']!).active).toEqual(expect.arrayContaining(['zh-Hans', 'zh-Hant']));
  });

  it('are read in each language of a mixed post', () => {
    expect(languagesOf(`${SENTENCES['ru']} ${SENTENCES['km']}`).active.toSorted((a, b) => a.localeCompare(b))).toEqual([
      'km',
      'ru',
    ]);
  });

  it('are read in the languages near the best, and in those that stand beside others', () => {
    const points = new Float64Array(ids.length);
    const [first = 0, second = 0, third = 0] = ['pt', 'es', 'fr'].map((id) => ids.indexOf(id));
    points[first] = 10;
    points[second] = 4;
    points[third] = 3.9;
    const among = [first, second, third, ids.indexOf('en')];
    expect(new Set(namesOf(likelyLanguages(among, always, points)))).toEqual(new Set(['pt', 'es', 'en']));
    expect(namesOf(likelyLanguages(among, 0, points)).includes('en')).toBe(false);
    expect(likelyLanguages(among, 0, new Float64Array(ids.length))).toBe(0);
    expect(namesOf(likelyLanguages([first, second], 0, new Float64Array(ids.length)))).toHaveLength(2);
  });
});

describe('a long text', () => {
  function segmentsOf(...paragraphs: string[]) {
    const source = paragraphs.join('\n\n');
    const read = readPost(post({ text: source }), knowledge.fold);
    const range = read.fields.find(({ field }) => field === 'text')!;
    const { words } = detectLanguages(read.text, knowledge, null);
    return languageSegments(read, range, paragraphBounds(source), knowledge, words);
  }

  it('is read in the languages of each of its parts', () => {
    const segments = segmentsOf(SENTENCES['fr']!.repeat(8), SENTENCES['id']!.repeat(8));
    const languages = segments.map(({ languages: bits }) => namesOf(bits));
    expect(segments).toHaveLength(2);
    expect(languages[0]).toContain('fr');
    expect(languages[0]).not.toContain('id');
    expect(languages[1]).toContain('id');
    expect(languages[1]).not.toContain('fr');
    expect(segments[1]!.start).toBe(segments[0]!.end);
  });

  it('joins short parts, and reads those without words in the languages of all', () => {
    expect(segmentsOf('Bonjour', SENTENCES['fr']!)).toHaveLength(1);
    const [first, second] = segmentsOf(SENTENCES['fr']!.repeat(8), 'Xqz wvk '.repeat(70));
    expect(namesOf(second!.languages)).toEqual(expect.arrayContaining(namesOf(first!.languages)));
    expect(namesOf(second!.languages)).toContain('fr');
  });

  it('begins a new part where the last has its letters, and ends with the text', () => {
    const paragraph = (letters: number): string => `${'Xqz wvk '.repeat(letters / 8 - 1)}Xqz wvk`;
    const lengthsOf = (...paragraphs: string[]): number => segmentsOf(...paragraphs).length;
    expect(lengthsOf(paragraph(200), paragraph(200))).toBe(1);
    expect(lengthsOf(paragraph(320), paragraph(320))).toBe(2);
    expect(lengthsOf(paragraph(40), paragraph(640))).toBe(1);
    expect(lengthsOf(paragraph(640), paragraph(40))).toBe(2);
    const segments = segmentsOf(paragraph(320), paragraph(320), paragraph(320));
    expect(segments.map(({ start }, index) => segments[index - 1]?.end ?? start)).toEqual(
      segments.map(({ start }) => start),
    );
  });
});

describe('a post of several paragraphs', () => {
  const activeOf = (...paragraphs: string[]): string[] => {
    const read = readPost(post({ text: paragraphs.join('\n\n') }), knowledge.fold);
    const languages = detectLanguages(read.text, knowledge, null);
    const before = ids.filter((_, language) => languages.active[language] === 1);
    addSegmentLanguages(languages, read, knowledge);
    const after = ids.filter((_, language) => languages.active[language] === 1);
    expect(after).toEqual(expect.arrayContaining(before));
    return after.filter((id) => !before.includes(id));
  };
  const french = SENTENCES['fr']!.repeat(6);
  const indonesian = SENTENCES['id']!.repeat(2);

  it('is read in the language of each of them too', () => {
    expect(activeOf(french, indonesian, french)).toContain('id');
    expect(activeOf(french, indonesian, french)).not.toContain('sw');
  });

  it('is read as a whole where it is short, or where there are no two paragraphs', () => {
    expect(activeOf(SENTENCES['fr']!.repeat(4), indonesian)).toEqual([]);
    expect(activeOf(`${french} ${indonesian} ${french}`)).toEqual([]);
  });
});
