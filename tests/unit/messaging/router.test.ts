import { describe, expect, it } from 'vitest';
import { createRouter, senderContext, type Handlers, type Sender } from '../../../utils/messaging/router.ts';

const self = { id: 'us', base: 'chrome-extension://us/' };
const contentSender: Sender = {
  id: 'us',
  url: 'https://jobs.example/1',
  frameId: 0,
  tab: { id: 7, incognito: false },
};
const pageSender: Sender = {
  id: 'us',
  url: 'chrome-extension://us/popup.html',
  frameId: 0,
  tab: { id: 8, incognito: false },
};

describe('senderContext', () => {
  it('takes the context from the sender that the browser describes', () => {
    expect(senderContext(contentSender, self)).toBe('content');
    expect(senderContext(pageSender, self)).toBe('page');
    expect(senderContext({ ...contentSender, id: 'another' }, self)).toBeNull();
    expect(senderContext({ id: 'us' }, self)).toBeNull();
  });

  it('treats an address that only contains ours as a web page', () => {
    expect(senderContext({ ...contentSender, url: 'https://evil.example/chrome-extension://us/' }, self)).toBe(
      'content',
    );
  });
});

describe('createRouter', () => {
  const handled: string[] = [];
  const handler = (name: string) => async () => {
    handled.push(name);
    return null;
  };
  const handlers = {
    'help.open': handler('help.open'),
    'channels.sync': handler('channels.sync'),
  } as unknown as Handlers;
  const send = createRouter(handlers, self);

  it('lets a content script send only the messages whose contract allows it', async () => {
    expect(await send({ name: 'help.open', data: null }, contentSender)).toEqual({ ok: true, value: null });
    expect((await send({ name: 'channels.sync', data: null }, contentSender)).ok).toBe(false);
    expect((await send({ name: 'channels.sync', data: null }, pageSender)).ok).toBe(true);
    expect(handled).toEqual(['help.open', 'channels.sync']);
  });

  it.each([
    null,
    7,
    'help.open',
    {},
    { name: 'constructor', data: null },
    { name: '__proto__' },
    { name: 'help.open', data: {} },
  ])('refuses %j without throwing', async (message) => {
    expect((await send(message, contentSender)).ok).toBe(false);
  });
});
