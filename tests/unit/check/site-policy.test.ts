import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { headersFile, headersFor, policiesFor } from '../../../tools/web/headers.ts';
import { manifestOf } from '../../../tools/web/manifest.ts';

const RELAY = 'https://relay.example/';
const CHANNEL = 'https://list.example/';

test('the documented headers are the ones the site needs', () => {
  const document = readFileSync('docs/publisher/web-page.md', 'utf8');
  for (const [name, value] of Object.entries(headersFor(RELAY, CHANNEL))) {
    const documented = new RegExp(`add_header ${name} "?(.*?)"?;\n`, 'u').exec(document)?.[1];
    expect([name, documented]).toEqual([name, value]);
    expect(headersFile(RELAY, CHANNEL)).toContain(`  ${name}: ${value}\n`);
  }
});

/** WebAssembly of the site reads pictures, and the page shows a picture that was chosen. */
const withoutPictures = (policy: string): string =>
  policy.replace("script-src 'self' 'wasm-unsafe-eval';", '').replace("img-src 'self' blob:;", '');

test('the policy allows only named sources, and none of other sites', () => {
  const { meta, dispute, header } = policiesFor(RELAY, CHANNEL);
  expect(meta).toMatch(/^default-src 'none'/u);
  expect(withoutPictures(meta)).not.toMatch(/unsafe|https?:|\*|data:|blob:/u);
  // The relay, and only to be asked: for the page for disputes.
  const relay = "connect-src 'self' https://relay.example;";
  expect(dispute).toContain(relay);
  expect(withoutPictures(dispute).replace(relay, '')).not.toMatch(/unsafe|https?:|\*|data:|blob:/u);
  // The list worker fetches lists of any publisher that the visitor adds.
  const anyHost = "connect-src 'self' https:;";
  expect(header).toContain(anyHost);
  expect(withoutPictures(header).replace(anyHost, '')).not.toMatch(/unsafe|https?:|\*|data:|blob:/u);
  expect(policiesFor(null, null).meta).toBe(meta);
});

test('a shared text is sent by POST, never in a URL', () => {
  expect(manifestOf('Shelter')).toMatchObject({ name: 'Shelter', share_target: { method: 'POST' } });
});
