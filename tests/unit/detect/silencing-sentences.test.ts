/** "Do not ask the embassy, do not tell the police": a recruiter's words, not a warning's. They silence no lure. */
import { describe, expect, it } from 'vitest';
import { analyse, conclude } from '../../../utils/detect/analyse.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { readFittedRows } from './corpus-texts.ts';
import { knowledge } from './project-knowledge.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  am: 'ኤምባሲ አትጠይቅ፣ ለፖሊስ አትናገር።',
  ar: 'لا تسأل السفارة ولا تبلغ الشرطة.',
  bn: 'দূতাবাসে ফোন করবেন না, পুলিশকে জানাবেন না।',
  en: 'Don’t ask the embassy, and do not call the police.',
  es: 'No llames a la embajada ni vayas a la policía.',
  fr: 'N’appelez pas l’ambassade, n’allez pas à la police.',
  hi: 'दूतावास में मत पूछना, पुलिस को मत बताना।',
  id: 'Jangan tanya ke kedutaan, jangan lapor polisi.',
  ja: '大使館に聞かないでください。警察にも相談しないでください。',
  km: 'កុំសួរស្ថានទូត កុំប្រាប់ប៉ូលិស។',
  ko: '대사관에 물어보지 마세요. 경찰에 신고하지 마세요.',
  lo: 'ຢ່າຖາມສະຖານທູດ ຢ່າແຈ້ງຕຳຫຼວດ.',
  ms: 'Jangan tanya kedutaan, jangan lapor polis.',
  my: 'သံရုံးကို မမေးနဲ့၊ ရဲကို မပြောနဲ့။',
  ne: 'दूतावासमा नसोध्नुस्, प्रहरीलाई नभन्नुस्।',
  pt: 'Não ligue para a embaixada nem vá à polícia.',
  ru: 'Не звоните в посольство и не ходите в полицию. Не обращайтесь в полицию.',
  si: 'එම්බසියට කතා කරන්න එපා, පොලිසියට කියන්න එපා.',
  sw: 'Usiulize ubalozi, usiambie polisi.',
  ta: 'தூதரகத்தில் கேட்காதீங்க, போலீஸிடம் சொல்லாதீங்க.',
  th: 'อย่าไปถามสถานทูต อย่าแจ้งตำรวจ',
  tl: 'Wag kayong tumawag sa embassy, wag magsumbong sa pulis.',
  ur: 'سفارت خانے سے مت پوچھنا، پولیس کو مت بتانا۔',
  vi: 'Đừng hỏi đại sứ quán, đừng báo công an.',
  'zh-Hans': '别去问大使馆，也不要报警。',
  'zh-Hant': '不要去問大使館，也不要報警。',
};
/** Posts of each language. */
const SAMPLE = 60;
/** Short posts are lost: the sentence outweighs their few words. */
const MAX_LOST = 0.15;

const isWarned = (post: JobPost): boolean => conclude(analyse(post, knowledge), [], '2026-11-25').level !== 'none';
const rows = (await readFittedRows()).filter(({ label }) => label === 'lure' || label === 'job-scam');

describe('a lure that says in its last sentence not to ask the embassy or the police', () => {
  it.each(Object.entries(SENTENCES))('is warned of as without it, in %s', (language, sentence) => {
    const found = rows.filter(({ lang, post }) => lang === language && isWarned(post)).slice(0, SAMPLE);
    const lost = found.filter(({ post }) => !isWarned({ ...post, text: `${post.text} ${sentence}` }));
    expect(found.length).toBeGreaterThan(SAMPLE / 2);
    expect(lost.length / found.length, lost.map(({ post }) => post.text).join('\n')).toBeLessThanOrEqual(MAX_LOST);
  });
});
