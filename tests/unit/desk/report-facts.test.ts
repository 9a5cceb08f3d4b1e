import { describe, expect, test } from 'vitest';
import { sourceVisibility, toJobPost } from '../../../utils/desk/report-facts.ts';
import type { ReportDocument } from '../../../utils/report/report-document.ts';

function report(post: Partial<ReportDocument['post']> = {}, kind: ReportDocument['kind'] = 'suspicious-post') {
  return { id: 'a'.repeat(32), kind, post: { kind: 'detail', site: 'generic', ...post } } as ReportDocument;
}

describe('the source of a report', () => {
  const at = (url: string): string => sourceVisibility(report({ url }));

  test.each([
    'https://board.example/jobs/1',
    'http://board.example/jobs/1',
    'https://www.facebook.com/somebody/posts/1',
    'https://t.me/hr_goldenlake',
    'https://chatham.example/jobs',
    'https://board.example/mailing-list',
    'https://notslack.com/jobs/1',
    'https://slack.com.example/jobs/1',
    'https://www.youtube.com/c/goldenlake',
    'https://wxwx.qq.com/jobs',
    'https://t.me/s/hr_goldenlake',
  ])('is public for an address on the open web: %s', (url) => {
    expect(at(url)).toBe('public');
  });

  test.each([
    'https://web.whatsapp.com/',
    'https://wa.me/855971112223',
    'https://web.telegram.org/k/#@hr',
    'https://www.messenger.com/t/1',
    'https://team.slack.com/archives/1',
    'https://discord.com/channels/1',
    'https://teams.microsoft.com/x',
    'https://chat.zalo.me/',
    'https://line.me/ti/p/x',
    'https://mail.example.com/x',
    'https://outlook.live.com/x',
    'https://www.facebook.com/groups/1/posts/2',
    'https://board.example/messages/1',
    'https://board.example/messaging/thread',
    'https://board.example/inbox',
    'https://www.instagram.com/direct/t/1',
    'https://t.me/+AbCd',
    'https://t.me/joinchat/AbCd',
    'https://t.me/c/1234567890/42',
    'https://telegram.me/c/1234567890/42',
    'https://chat.whatsapp.com/AbCd',
    'https://m.me/somebody',
    'https://discord.gg/AbCd',
    'https://signal.group/#AbCd',
    'https://web.skype.com/',
    'https://teams.live.com/x',
    'https://messages.google.com/web/conversations/1',
    'https://wx.qq.com/',
  ])('is private where only members read: %s', (url) => {
    expect(at(url)).toBe('private');
  });

  test('is private for a message, and without an address on the web', () => {
    const url = 'https://board.example/jobs/1';
    expect(sourceVisibility(report({ url, kind: 'message' }))).toBe('private');
    expect(sourceVisibility(report({ url }, 'suspicious-message'))).toBe('private');
    for (const other of ['', 'board.example/jobs', 'file:///home/me/job.html', 'chrome-extension://a/job'])
      expect(at(other), other).toBe('private');
    expect(sourceVisibility(report())).toBe('private');
  });
});

test('a report’s post is read as a post, with empty fields where the reader took some out', () => {
  const empty = { url: '', title: '', company: '', location: '', salary: '', text: '', contacts: [], poster: '' };
  expect(toJobPost(report())).toEqual({ id: 'a'.repeat(32), site: 'generic', kind: 'detail', ...empty });
  const full = {
    url: 'https://board.example/jobs/1',
    title: 'Typist',
    company: 'Golden Lake',
    location: 'Poipet',
    salary: '$1,500',
    text: 'Ticket paid.',
    contacts: ['t.me/hr'],
    poster: 'Lin',
    postedAt: '2026-11-20',
  };
  expect(toJobPost(report(full))).toEqual({ id: 'a'.repeat(32), site: 'generic', kind: 'detail', ...full });
});
