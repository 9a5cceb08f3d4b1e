import { describe, expect, it } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { isPrivateConversation } from '../../../utils/sites/private-conversation.ts';

const { finder } = await readSites('knowledge');

describe('isPrivateConversation', () => {
  it.each([
    ['https://web.whatsapp.com/', true],
    ['https://www.facebook.com/messages/t/1', true],
    ['https://www.messenger.com/t/1', true],
    ['https://chat.zalo.me/?c=1', true],
    ['https://www.linkedin.com/messaging/thread/1', true],
    ['https://mail.google.com/mail/u/0/#inbox', true],
    ['https://www.facebook.com/groups/1', false],
    ['https://t.me/s/jobs', false],
    ['https://board.example/messages', false],
    ['not an address', false],
  ])('gives for %s the answer %s', (url, talk) => {
    expect(isPrivateConversation(finder, url)).toBe(talk);
  });
});
