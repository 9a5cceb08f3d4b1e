import { describe, expect, it } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { adaptersFor } from '../../../utils/sites/adapters-for.ts';
import { isPrivateConversation } from '../../../utils/sites/private-conversation.ts';

const { adapters, finder } = await readSites('knowledge');
const isPrivate = (url: string, mayUseAdapters = true): boolean => {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return isPrivateConversation(finder, mayUseAdapters ? adaptersFor(adapters, host) : [], url);
};

describe('isPrivateConversation', () => {
  it.each([
    ['https://web.whatsapp.com/', true],
    ['https://www.facebook.com/messages/t/1', true],
    ['https://www.facebook.com/messages', true],
    ['https://m.facebook.com/messages/read/', true],
    ['https://www.messenger.com/t/1', true],
    ['https://www.instagram.com/direct/t/1', true],
    ['https://x.com/messages/1-2', true],
    ['https://www.linkedin.com/messaging/thread/1', true],
    ['https://www.reddit.com/chat/room/1', true],
    ['https://chat.reddit.com/', true],
    ['https://vk.com/im?sel=1', true],
    ['https://discord.com/channels/@me/1', true],
    ['https://chat.zalo.me/?c=1', true],
    ['https://mail.google.com/mail/u/0/#inbox', true],
    ['https://navigator.gmx.net/mail', true],
    ['https://3c-lxa.gmx.net/mail/client', true],
    ['https://www.icloud.com/mail/', true],
    ['https://mail.zoho.com/zm/', true],
    ['https://mail.naver.com/v2/folders/0', true],
    ['https://mail.126.com/', true],
    ['https://webmail.shelter.example/', true],
    ['https://host.example/roundcube/?_task=mail', true],
    ['https://www.facebook.com/groups/1', false],
    ['https://www.facebook.com/messages.of.hope', false],
    ['https://www.instagram.com/p/1/', false],
    ['https://www.instagram.com/directjobs/', false],
    ['https://x.com/messages_of_hope/status/1', false],
    ['https://www.reddit.com/r/forhire/comments/1', false],
    ['https://vk.com/immigration_jobs', false],
    ['https://discord.com/channels/1/2', false],
    ['https://www.linkedin.com/jobs/view/1', false],
    ['https://t.me/s/jobs', false],
    ['https://board.example/messages', false],
    ['not an address', false],
  ])('gives for %s the answer %s, with and without an adapter', (url, talk) => {
    expect(isPrivate(url)).toBe(talk);
    expect(isPrivate(url, false)).toBe(talk);
  });

  it('leaves Telegram to its adapter, which selects public channels and groups', () => {
    expect(isPrivate('https://web.telegram.org/a/#-1001')).toBe(false);
    expect(isPrivate('https://web.telegram.org/a/#-1001', false)).toBe(true);
  });

  it('covers no host of a job board', () => {
    const boards = adapters.filter(({ group }) => group === 'job-boards').flatMap(({ hosts }) => hosts);
    const pages = boards.map((host) => `https://${host.replace('*', 'www')}/jobs/1`);
    expect(pages.filter((page) => isPrivate(page))).toEqual([]);
  });
});
