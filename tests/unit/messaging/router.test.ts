import { describe, expect, test } from 'vitest';
import { senderContext, createRouter, type Routes, type Sender } from '../../../utils/messaging/router.ts';

const self = { id: 'us', base: 'chrome-extension://us/' };
const inPage: Sender = { id: 'us', url: 'https://jobs.example/1', frameId: 0, tab: { id: 7, incognito: false } };
const ourPage: Sender = {
  id: 'us',
  url: 'chrome-extension://us/popup.html',
  frameId: 0,
  tab: { id: 8, incognito: false },
};

describe('who sent it', () => {
  test('is read from the browser', () => {
    expect(senderContext(inPage, self)).toBe('content');
    expect(senderContext(ourPage, self)).toBe('page');
    expect(senderContext({ ...inPage, id: 'another' }, self)).toBeNull();
    expect(senderContext({ id: 'us' }, self)).toBeNull();
  });

  test('an address that only looks like ours does not count', () => {
    expect(senderContext({ ...inPage, url: 'https://evil.example/chrome-extension://us/' }, self)).toBe('content');
  });
});

describe('the router', () => {
  const handled: string[] = [];
  const route = (name: string, from: readonly ('content' | 'page')[]) => ({
    from,
    parse: (data: unknown) => {
      if (data !== null) throw new Error('bad form');
      return null;
    },
    handle: async () => {
      handled.push(name);
      return null;
    },
  });
  const routes = {
    'help.open': route('help.open', ['content', 'page']),
    'list.sync': route('list.sync', ['page']),
  } as unknown as Routes;
  const ask = createRouter(routes, self);

  test('lets a content script do only what it may', async () => {
    expect(await ask({ name: 'help.open', data: null }, inPage)).toEqual({ ok: true, value: null });
    expect((await ask({ name: 'list.sync', data: null }, inPage)).ok).toBe(false);
    expect((await ask({ name: 'list.sync', data: null }, ourPage)).ok).toBe(true);
    expect(handled).toEqual(['help.open', 'list.sync']);
  });

  test.each([
    null,
    7,
    'help.open',
    {},
    { name: 'constructor', data: null },
    { name: '__proto__' },
    { name: 'help.open', data: {} },
  ])('refuses %j without throwing', async (message) => {
    expect((await ask(message, inPage)).ok).toBe(false);
  });
});
