import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanUrl, cleanText } from '../../../utils/report/clean-text.ts';
import { postUrl } from '../../../utils/report/post-url.ts';

describe('postUrl', () => {
  it.each([
    'http://board.example/jobs/7',
    'https://board.example/eyJobs/7',
    'https://board.example:8443/jobs/7',
    'https://board.example/@hr_lake/7',
    'https://board.example/sessions/7',
  ])('keeps %s as it is', (url) => {
    expect(postUrl(url)).toBe(url);
  });

  it.each([
    ['https://board.example/r/eyJ0123456789/7', 'https://board.example/r/7'],
    ['https://board.example/session/abc/7', 'https://board.example/7'],
    ['https://board.example/(S(abc))/jobs', 'https://board.example/jobs'],
    ['https://board.example/jobs/n@mail.example', 'https://board.example/jobs'],
    ['https://board.example/jobs;jsessionid=7', 'https://board.example/jobs'],
    ['https://board.example/jobs/token=7/9', 'https://board.example/jobs/9'],
    ['ftp://board.example/jobs', ''],
    ['board.example/jobs', ''],
  ])('reduces %s', (url, reduced) => {
    expect(postUrl(url)).toBe(reduced);
  });

  it.each([
    [
      'https://www.linkedin.com/jobs/search/?currentJobId=39123&keywords=nurse&origin=X#top',
      'https://www.linkedin.com/jobs/search/?currentJobId=39123',
    ],
    [
      'https://www.linkedin.com/jobs/view/typist-at-x-39123?refId=a%3D%3D&trackingId=b&trk=c',
      'https://www.linkedin.com/jobs/view/typist-at-x-39123',
    ],
    [
      'https://th.indeed.com/viewjob?jk=0a1b2c3d4e5f6071&tk=1hq&from=serp&vjs=3',
      'https://th.indeed.com/viewjob?jk=0a1b2c3d4e5f6071',
    ],
    [
      'https://th.indeed.com/jobs?q=typist&l=Poipet&vjk=0a1b2c3d4e5f6071',
      'https://th.indeed.com/jobs?vjk=0a1b2c3d4e5f6071',
    ],
    [
      'https://www.seek.com.au/nurse-jobs?jobId=81234567&type=standard',
      'https://www.seek.com.au/nurse-jobs?jobId=81234567',
    ],
    [
      'https://m.facebook.com/story.php?story_fbid=pfbid02AbC&id=1000&mibextid=x&fbclid=IwAR',
      'https://m.facebook.com/story.php?story_fbid=pfbid02AbC&id=1000',
    ],
    [
      'https://www.facebook.com/groups/12/?multi_permalinks=34&hoisted_section_header_type=x',
      'https://www.facebook.com/groups/12/?multi_permalinks=34',
    ],
    [
      'https://forum.example/viewthread.php?tid=77&extra=page%3D1&sid=abc',
      'https://forum.example/viewthread.php?tid=77',
    ],
    ['https://web.telegram.org/k/#@hr_goldenlake', 'https://web.telegram.org/k/#@hr_goldenlake'],
    ['https://x.com/hr/status/1790000000000000000?s=20&t=abc', 'https://x.com/hr/status/1790000000000000000'],
    ['https://u:p@board.example:8443/a;jsessionid=9/job/1', 'https://board.example:8443/a/job/1'],
    ['https://board.example/(S(lit3py55t21z5v55vlm25s55))/job/1', 'https://board.example/job/1'],
    ['https://board.example/magic-link/eyJhbGciOiJIUzI1NiJ9.e30.x/job/1', 'https://board.example/job/1'],
    ['https://board.example/me%40mail.example/job/1', 'https://board.example/job/1'],
    ['https://board.example/job?id=eyJhbGciOiJIUzI1NiJ9', 'https://board.example/job'],
    ['https://board.example/งาน/1', 'https://board.example/%E0%B8%87%E0%B8%B2%E0%B8%99/1'],
    ['javascript:alert(1)', ''],
    ['file:///home/me/job.html', ''],
    ['chrome-extension://abc/report.html#nonce', ''],
    ['not an address', ''],
    ['', ''],
  ])('reduces "%s" to what identifies the post', (raw, cut) => {
    expect(postUrl(raw)).toBe(cut);
  });

  it('drops the parts that are the reader’s', () => {
    expect(postUrl('https://board.example/me77/job/1?id=me77', (part) => part === 'me77')).toBe(
      'https://board.example/job/1',
    );
  });

  it('lets no unknown parameter, fragment or credential through, and gives itself back', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        fc.string({ minLength: 9 }),
        (url, secret) => {
          const value = encodeURIComponent(`planted${secret}`);
          const at = url.indexOf('#');
          const [head, tail] = at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at)];
          const mark = head.includes('?') ? '&' : '?';
          const cut = postUrl(
            `${head.replace('://', `://planted:planted@`)}${mark}x${value}=1&k=${value}${tail}planted`,
          );
          expect(cut).not.toContain('planted');
          expect(postUrl(cut)).toBe(cut);
        },
      ),
      { seed: 20261125 },
    );
  });
});

describe('cleanText', () => {
  it.each([
    'Telegram https://t.me/+AbCdEf123 or t.me/hr_bot?start=lake77',
    'https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv',
    'https://docs.google.com/forms/d/e/1FAIpQLSfAbCdEfGhIjKlMnOpQrStUvWxYz0123456789/viewform',
    'api.whatsapp.com/send?phone=855971112223&text=Hello+I+want+the+job',
    'whatsapp://send?phone=855971112223 tg://resolve?domain=hr_goldenlake',
    'https://goldenlake.example/?code=INVITE88#apply. Pay: $1,500 / month; 9:00-18:00',
    'The work is by session: 8 hours. Token: none needed. Author: Lin',
    'mailto:hr@goldenlake.example?subject=Typist',
    'Salary = negotiable; auth = company stamp',
  ])('leaves what a recruiter wrote letter for letter: %s', (text) => {
    expect(cleanText(text)).toBe(text);
  });

  it.each([
    ['see https://a.example/j?vacancy=7&utm_source=x&sessionId=abc123, now', 'see https://a.example/j?vacancy=7, now'],
    ['https://me:pw@a.example/j', 'https://a.example/j'],
    ['a.example/j;jsessionid=123?email=me%40mail.example&x=1#access_token=1', 'a.example/j?x=1'],
    ['https://a.example/j?x=AbCdEf0123456789AbCdEf0123', 'https://a.example/j'],
    ['session_id=0123456789abcdef; x', 'session_id=[…]; x'],
    ['Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.sig', 'Authorization: Bearer […]'],
    ['key eyJhbGciOiJIUzI1NiJ9.e30.sig.', 'key […]'],
  ])('takes keys out: %s', (text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });

  it('changes nothing the second time, so that it can run again when the report is composed', () => {
    const parts = fc.constantFrom(
      'https://',
      'a.example/',
      '?x=1',
      '&token=',
      'AbC123',
      '#',
      '=',
      ' ',
      ';',
      'session=',
      '%40',
      'me',
      '.',
      '@',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (pieces) => {
        const once = cleanText(pieces.join(''));
        expect(cleanText(once)).toBe(once);
      }),
      { seed: 20261125 },
    );
  });

  it('keeps the punctuation after an address', () => {
    expect(cleanUrl('https://a.example/j?token=1).')).toBe('https://a.example/j).');
  });
});
