import { describe, expect, it } from 'vitest';
import {
  isExtensionPage,
  isPrivateSender,
  senderAddress,
  senderFrame,
} from '../../../utils/background/sender-frame.ts';

const tab = { id: 7, incognito: false, url: 'https://board.example/jobs' };

describe('senderFrame', () => {
  it('is what the browser says, with the host of the page around the frame', () => {
    const frame = senderFrame({ tab, frameId: 3, url: 'https://ads.example/x' });
    expect(frame).toEqual({ tabId: 7, frameId: 3, host: 'board.example', isPrivate: false });
    const hidden = { id: 0, incognito: true };
    expect(senderFrame({ tab: hidden, frameId: 0, url: 'https://ads.example/x' })).toEqual({
      tabId: 0,
      frameId: 0,
      host: 'ads.example',
      isPrivate: true,
    });
  });

  it('has no host where the address is none', () => {
    expect(senderFrame({ tab: { ...tab, url: '' }, frameId: 0, url: 'x' }).host).toBe('');
  });

  it.each([
    ['tab', { frameId: 0, url: 'https://a.example' }],
    ['id of the tab', { tab: { incognito: false }, frameId: 0, url: 'https://a.example' }],
    ['frame', { tab, url: 'https://a.example' }],
    ['address', { tab, frameId: 0 }],
  ])('is refused without a %s', (_part, sender) => {
    expect(() => senderFrame(sender)).toThrow('The sender has no tab');
  });
});

describe('senderAddress', () => {
  it('is the frame’s own, and the page’s for a frame without one', () => {
    expect(senderAddress({ tab, url: 'https://ads.example/x' })).toBe('https://ads.example/x');
    expect(senderAddress({ tab, url: 'http://ads.example/x' })).toBe('http://ads.example/x');
    for (const url of ['about:blank', 'about:srcdoc', 'xhttps://ads.example', undefined])
      expect(senderAddress({ tab, url }), url).toBe('https://board.example/jobs');
    expect(senderAddress({ url: 'about:blank' })).toBe('');
    expect(senderAddress({})).toBe('');
  });
});

describe('isExtensionPage', () => {
  it('tells pages of an extension from web pages, also from one that names an extension', () => {
    for (const url of ['chrome-extension://abc/popup.html', 'moz-extension://abc/check.html'])
      expect(isExtensionPage({ url }), url).toBe(true);
    for (const url of ['https://a.example/?chrome-extension:', 'http-extension.example', '-extension:', '', undefined])
      expect(isExtensionPage({ url }), url).toBe(false);
  });
});

describe('isPrivateSender', () => {
  it('is true for a tab in a private window only', () => {
    expect(isPrivateSender({ tab: { id: 1, incognito: true } })).toBe(true);
    expect(isPrivateSender({ tab })).toBe(false);
    expect(isPrivateSender({})).toBe(false);
  });
});
