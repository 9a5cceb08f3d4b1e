/**
 * Cards of a list show a title, a company and a place and hardly a word more. There is honest work in border towns and
 * near compounds, too. The place of work alone must never give a warning.
 */
import { describe, expect, it } from 'vitest';
import { readFittedRows } from './corpus-texts.ts';
import { analyse, conclude } from '../../../utils/detect/analyse.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { post } from './post.ts';
import { knowledge } from './project-knowledge.ts';

const levelOf = (of: Partial<JobPost>): string => conclude(analyse(post(of), knowledge), [], '2026-11-25').level;

const CARDS: Readonly<Record<string, { titles: readonly string[]; places: readonly string[] }>> = {
  en: {
    titles: [
      'Front Office Manager',
      'Community Health Nurse',
      'Water and Sanitation Officer',
      'Primary School Teacher',
      'Warehouse Supervisor',
      'Accountant',
      'Executive Chef',
      'Customer Service Representative - Chinese speaking',
      'Site Engineer, Road Construction',
      'Human Resources Assistant',
      'Telesales Agent',
      'Midwife',
      'Electrician',
      'Driver',
      'Logistics Coordinator',
      'Tour Guide (French)',
    ],
    places: [
      'Mae Sot, Tak',
      'Sihanoukville, Cambodia',
      'Poipet',
      'Bangkok, Thailand',
      'Phnom Penh',
      'Vientiane',
      'Yangon',
    ],
  },
  th: {
    titles: ['พนักงานบัญชี', 'ช่างไฟฟ้า', 'ครูสอนภาษาไทย', 'พยาบาลวิชาชีพ', 'พนักงานขับรถ', 'แม่บ้าน', 'วิศวกรโยธา', 'เชฟอาหารญี่ปุ่น'],
    places: ['แม่สอด จ.ตาก', 'ปอยเปต', 'พนมเปญ กัมพูชา', 'เวียงจันทน์'],
  },
  'zh-Hans': {
    titles: ['会计', '电工', '小学教师', '厨师长', '土建工程师', '护士', '司机', '仓库主管'],
    places: ['金边', '西哈努克港', '曼谷', '万象'],
  },
  vi: {
    titles: ['Kế toán trưởng', 'Kỹ sư xây dựng', 'Đầu bếp', 'Giáo viên tiểu học', 'Điều dưỡng', 'Lái xe', 'Thợ điện'],
    places: ['Phnom Penh', 'Bangkok', 'Viêng Chăn', 'Mộc Bài'],
  },
  es: {
    titles: ['Contador', 'Enfermera', 'Profesor de primaria', 'Ingeniero civil', 'Chef ejecutivo', 'Electricista'],
    places: ['Bangkok', 'Nom Pen', 'Sihanoukville', 'Dubái'],
  },
};

describe('a card that names an honest job and a place', () => {
  it.each(Object.entries(CARDS))('gets no warning in %s', (_, { titles, places }) => {
    const warned = titles.flatMap((title) =>
      places
        .map((location) => ({ location, level: levelOf({ title, company: 'Example', location, text: '' }) }))
        .filter(({ level }) => level !== 'none')
        .map(({ location, level }) => `${level}: ${title}, ${location}`),
    );
    expect(warned).toEqual([]);
  });

  it('needs as much evidence where short texts of other places need less', () => {
    const levels = { ...knowledge.levels, short: 100 };
    const levelAs = (of: Partial<JobPost>): string =>
      analyse(post({ title: 'Cook', company: 'Example', location: 'Penang', ...of }), { ...knowledge, levels }).level;
    const text = 'Kitchen of a hotel, two shifts';
    expect(levelAs({ kind: 'card', text })).toBe('none');
    expect(levelAs({ kind: 'message', text: '' })).toBe('none');
    expect(levelAs({ kind: 'message', text })).not.toBe('none');
  });

  it('is never danger, even where the title is a lure', () => {
    const of = { title: 'Typing job, no interview, free ticket, visa on arrival', location: 'Myawaddy' };
    expect(levelOf({ ...of, text: '' })).toBe('caution');
  });
});

describe('a post of a line or two', () => {
  it('is still read: most terse lures of the corpus are found', async () => {
    const lures = (await readFittedRows()).filter(
      ({ label, post: { title, text } }) => label === 'lure' && title === '' && text.length <= 110,
    );
    const found = lures.filter((row) => levelOf(row.post) !== 'none');
    expect(lures.length).toBeGreaterThan(100);
    expect(found.length / lures.length).toBeGreaterThanOrEqual(0.85);
  });
});
