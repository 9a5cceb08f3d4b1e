import { describe, expect, it } from 'vitest';
import { createJobWordMatcher, collectPageWords, sampleWords } from '../../../utils/sites/page-words.ts';
import { jobWordPatterns } from '../../../utils/sites/job-word-patterns.ts';
import { pageOf } from './read-fixture.ts';

const finder = {
  words: { en: ['salary', 'experience', 'a.b'], th: ['เงินเดือน'], 'zh-Hans': ['招聘'], 'zh-Hant': ['招聘'] },
  places: ['jobs', '职位'],
};
const matcher = createJobWordMatcher(jobWordPatterns(finder));
const matchesPage = (body: string, url = 'https://a.example/x', head = ''): boolean =>
  matcher.matchesPage(collectPageWords(pageOf(`<head>${head}</head><body>${body}</body>`, url), url));

describe('createJobWordMatcher', () => {
  it.each([
    ['<p>The river rose.</p>', false],
    ['<p>The salary is good.</p>', false],
    ['<p>The salary is good, no experience needed.</p>', true],
    ['<p>招聘</p>', true],
    ['<p>The s\u00ada\u00adl\u00ada\u00adr\u00ady is good, no ｅｘｐｅｒｉｅｎｃｅ needed.</p>', true],
    ['<p>The sàlàry is good, no 3xp3r13nc3 needed.</p>', true],
    ['<p>The s a l a r y is good, no ᴇxᴘᴇʀɪᴇɴᴄᴇ needed.</p>', true],
    ['<p>L’expérience, the experience</p>', false],
    ['<p>axb and axb</p>', false],
    ['<h1>Jobs today</h1>', true],
    ['<script type="application/ld+json">{"@type":"JobPosting"}</script>', true],
    ['<div itemscope itemtype="https://schema.org/JobPosting"></div>', true],
    ['<script type="application/ld+json">{"@type":"Article"}</script><h1>Bridge</h1>', false],
    [`<p>${'x '.repeat(50_000)}</p>`, false],
    [`<p>${'x salary '.repeat(20_000)}</p>`, true],
  ])('case %#: decides whether the page may show jobs', (body, worth) => {
    expect(matchesPage(body)).toBe(worth);
  });

  it('finds words beside a megabyte of data and styles, in both orders', () => {
    const words = '<p>The salary is good, no experience needed.</p>';
    const code = `<script type="application/json">{"a":"${'lorem '.repeat(100_000)}"}</script><style>${'p { color: red }\n'.repeat(5000)}</style>`;
    expect(matchesPage(words + code)).toBe(true);
    expect(matchesPage(code + words + code)).toBe(true);
    expect(matchesPage(code)).toBe(false);
  });

  it('finds words with accents that are written without them, or with accents of their own', () => {
    const vietnamese = createJobWordMatcher(
      jobWordPatterns({ words: { vi: ['tuyển dụng', 'mức lương'] }, places: [] }),
    );
    for (const text of ['tuyen dung, muc luong cao', 'tuyển dụng, mức lương cao'.normalize('NFD')])
      expect(vietnamese.matchesPage({ declared: false, about: '', text, whole: true })).toBe(true);
  });

  it('counts words in the address and the title', () => {
    expect(matchesPage('<p>x</p>', 'https://a.example/jobs/1')).toBe(true);
    expect(matchesPage('<p>x</p>', 'https://a.example/x', '<title>职位</title>')).toBe(true);
  });

  it('finds a word in a sample of added elements', () => {
    const page = pageOf(`${'<p>Row</p>'.repeat(50)}<p>เงินเดือน 30,000</p>`, 'https://a.example/');
    const rows = [...page.querySelectorAll('p')];
    expect(matcher.matchesSample(sampleWords(rows.slice(0, 50)))).toBe(false);
    expect(matcher.matchesSample(sampleWords(rows.slice(50)))).toBe(true);
  });
});
