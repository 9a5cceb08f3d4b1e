/** Which addresses an invitation may name. */
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
