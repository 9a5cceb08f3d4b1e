/** "Beware of fake agents, report them to the police": recruiters borrow the words of warnings. They silence no lure. */
import { describe, expect, it } from 'vitest';
import { analyse, conclude } from '../../../utils/detect/analyse.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { readFittedRows } from './corpus-texts.ts';
import { knowledge } from './project-knowledge.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  am: 'ከአጭበርባሪዎችና ከሐሰተኛ ደላሎች ተጠንቀቁ፣ ለፖሊስ አመልክቱ።',
  ar: 'احذروا النصابين والوكلاء المزيفين وبلغوا الشرطة عنهم.',
  bn: 'প্রতারক ও ভুয়া দালাল থেকে সাবধান, পুলিশকে জানান।',
  en: 'Beware of scammers and fake agents, report them to the police.',
  es: 'Cuidado con los estafadores y agentes falsos, denúncielos a la policía.',
  fr: 'Méfiez-vous des escrocs et des faux agents, signalez-les à la police.',
  hi: 'ठगों और फर्जी एजेंटों से सावधान रहें, पुलिस में शिकायत करें।',
  id: 'Waspada penipuan dan agen palsu, laporkan ke polisi.',
  ja: '詐欺や偽の業者に注意してください。見つけたら警察に通報してください。',
  km: 'សូមប្រយ័ត្នជនបោកប្រាស់ និងភ្នាក់ងារក្លែងក្លាយ រាយការណ៍ទៅប៉ូលិស។',
  ko: '사기꾼과 가짜 업체를 조심하세요. 경찰에 신고하세요.',
  lo: 'ລະວັງພວກຫຼອກລວງ ແລະ ນາຍໜ້າປອມ ແຈ້ງຕຳຫຼວດ.',
  ms: 'Awas penipu dan ejen palsu, laporkan kepada polis.',
  my: 'လူလိမ်နဲ့ အေးဂျင့်အတုတွေကို သတိထားပါ။ ရဲကို တိုင်ကြားပါ။',
  ne: 'ठग र नक्कली एजेन्टबाट सावधान, प्रहरीमा उजुरी गर्नुहोस्।',
  pt: 'Cuidado com golpistas e agentes falsos, denuncie à polícia.',
  ru: 'Остерегайтесь мошенников и фальшивых агентов, сообщайте в полицию.',
  si: 'වංචාකාරයන් සහ ව්‍යාජ ඒජන්තලාගෙන් ප්‍රවේශම් වන්න, පොලිසියට පැමිණිලි කරන්න.',
  sw: 'Jihadhari na matapeli na mawakala feki, waripoti polisi.',
  ta: 'மோசடி மற்றும் போலி ஏஜென்டுகளிடம் எச்சரிக்கையாக இருங்கள், போலீஸில் புகார் செய்யுங்கள்.',
  th: 'ระวังมิจฉาชีพและนายหน้าปลอม แจ้งตำรวจ',
  tl: 'Mag-ingat sa mga scammer at pekeng agent, i-report sa pulis.',
  ur: 'دھوکے بازوں اور جعلی ایجنٹوں سے ہوشیار رہیں، پولیس کو اطلاع دیں۔',
  vi: 'Cẩn thận lừa đảo và môi giới giả, hãy báo công an.',
  'zh-Hans': '谨防骗子和假中介，发现请报警。',
  'zh-Hant': '小心詐騙和假仲介，發現請報警。',
};
/** Posts of each language. */
const SAMPLE = 60;
/** What says little by itself or names no way to reply may be lost. */
const MAX_LOST = 0.2;

const isWarned = (post: JobPost): boolean => conclude(analyse(post, knowledge), [], '2026-11-25').level !== 'none';
const rows = (await readFittedRows()).filter(({ label }) => label === 'lure' || label === 'job-scam');
const PLACES: Readonly<Record<string, (text: string, sentence: string) => string>> = {
  'behind it': (text, sentence) => `${text} ${sentence}`,
  'before it': (text, sentence) => `${sentence} ${text}`,
};

describe.each(Object.entries(PLACES))('a lure with words of warning %s', (_place, add) => {
  it.each(Object.entries(SENTENCES))('is warned of as without them, in %s', (language, sentence) => {
    const found = rows.filter(({ lang, post }) => lang === language && isWarned(post)).slice(0, SAMPLE);
    const lost = found.filter(({ post }) => !isWarned({ ...post, text: add(post.text, sentence) }));
    expect(found.length).toBeGreaterThan(SAMPLE / 2);
    expect(lost.length / found.length, lost.map(({ post }) => post.text).join('\n')).toBeLessThanOrEqual(MAX_LOST);
  });
});
