/** Which addresses an invitation may name, and what its file carries. */
import { describe, expect, it } from 'vitest';
import { parseInvitation } from '../../../utils/channel/invitation.ts';

const FINGERPRINT = 'a1'.repeat(32);
const linkTo = (address: string) => parseInvitation(`${address}#joblantern-channel=${FINGERPRINT}`);

describe('parseInvitation', () => {
  it.each(['https://list.example/', 'http://127.0.0.1:8300/', 'http://localhost/', 'http://localhost:8300/list'])(
    'accepts %s',
    (address) => {
      expect(linkTo(address)?.url).toBe(address.endsWith('/') ? address : `${address}/`);
    },
  );

  it.each([
    'http://localhost.evil.example/',
    'http://localhostevil.example/',
    'http://127.0.0.1.evil.example/',
    'http://localhost:80@evil.example/',
    'http://localhost:8300x/',
    'http://list.example/',
    'https://user@list.example/',
    'ftp://localhost/',
  ])('refuses %s, which is neither https nor this machine', (address) => {
    expect(linkTo(address)).toBeNull();
  });

  it('takes the colour from a link, in lower case', () => {
    const link = `https://list.example/#joblantern-channel=1F5F8B.${FINGERPRINT.toUpperCase()}`;
    expect(parseInvitation(link)).toEqual({
      url: 'https://list.example/',
      colour: '#1f5f8b',
      root: null,
      fingerprint: FINGERPRINT,
    });
  });

  it('refuses a text longer than an invitation can be', () => {
    expect(parseInvitation('x'.repeat(300_001))).toBeNull();
  });
});

describe('an invitation file', () => {
  const root = { signed: { _type: 'root', version: 1 }, signatures: [] };
  const good = { 'joblantern-channel': 1, url: 'https://list.example', colour: '#1F5f8b', root };
  const read = (change: object): ReturnType<typeof parseInvitation> =>
    parseInvitation(JSON.stringify({ ...good, ...change }));

  it('carries address, colour and root', () => {
    expect(read({})).toEqual({
      url: 'https://list.example/',
      colour: '#1F5f8b',
      root: new TextEncoder().encode(JSON.stringify(root)),
      fingerprint: null,
    });
    expect(read({ colour: undefined })?.colour).toBeNull();
    expect(read({ colour: null })?.colour).toBeNull();
  });

  it.each<[string, object]>([
    ['another version', { 'joblantern-channel': 2 }],
    ['no https address', { url: 'http://list.example/' }],
    ['an address of 1,001 letters', { url: `https://list.example/${'x'.repeat(980)}` }],
    ['a colour of another form', { colour: 'red' }],
    ['no root', { root: { signed: { _type: 'targets' } } }],
  ])('is refused with %s', (_case, change) => {
    expect(read(change)).toBeNull();
  });

  it('is no link without a fingerprint of 64 digits', () => {
    const link = (tail: string): unknown => parseInvitation(`https://list.example/#joblantern-channel=${tail}`);
    expect(link('a'.repeat(64))).toMatchObject({ colour: null, fingerprint: 'a'.repeat(64) });
    for (const tail of ['a'.repeat(63), 'a'.repeat(65), `1f5f8.${'a'.repeat(64)}`, 'g'.repeat(64), ''])
      expect(link(tail), tail).toBeNull();
  });
});
