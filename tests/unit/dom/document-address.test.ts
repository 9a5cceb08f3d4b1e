import { describe, expect, it } from 'vitest';
import { documentAddress } from '../../../utils/dom/document-address.ts';

interface Frame {
  URL?: string;
  baseURI?: string;
  origin?: string;
  ancestor?: string;
  referrer?: string;
}

function addressOf({ URL: url = 'about:srcdoc', baseURI = url, origin = 'null', ancestor, referrer = '' }: Frame) {
  const ancestorOrigins = ancestor === undefined ? undefined : [ancestor];
  return documentAddress({
    URL: url,
    baseURI,
    referrer,
    defaultView: { origin, location: { ancestorOrigins } },
  } as unknown as Document);
}

const PAGE = 'https://work.example/jobs/7';
const CHAT = 'https://web.telegram.org/a/';

describe('the address of a document', () => {
  it('is its own where it is one of the web, whatever its base', () => {
    expect(addressOf({ URL: PAGE, baseURI: CHAT, origin: 'https://work.example' })).toBe(PAGE);
  });

  it('is that of the page around a frame without one', () => {
    expect(addressOf({ baseURI: PAGE, origin: 'https://work.example' })).toBe(PAGE);
    expect(addressOf({ baseURI: PAGE, ancestor: 'https://work.example' })).toBe(PAGE);
    expect(addressOf({ URL: 'blob:https://work.example/1', origin: 'https://work.example' })).toBe(
      'https://work.example/',
    );
  });

  it.each([
    ['a frame of its own origin', { origin: 'https://work.example' }],
    ['a sandboxed frame', { ancestor: 'https://work.example' }],
    ['a sandboxed frame, in a browser that names no ancestors', { referrer: 'https://work.example/jobs/' }],
  ])('is no other that the page names as its base, in %s', (_case, frame) => {
    expect(addressOf({ baseURI: CHAT, ...frame })).toBe('https://work.example/');
  });

  it('is the base where nothing else is known: a private chat stays unread', () => {
    expect(addressOf({ baseURI: CHAT })).toBe(CHAT);
    expect(addressOf({})).toBe('https://unknown.invalid/');
  });
});
