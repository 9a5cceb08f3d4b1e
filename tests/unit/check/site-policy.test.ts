import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HEADERS, headersFile, POLICY } from '../../../tools/web/headers.ts';
import { manifestOf } from '../../../tools/web/manifest.ts';

test('the documented headers are those that the site asks for', () => {
  const document = readFileSync('docs/WEB.md', 'utf8');
  for (const [name, value] of Object.entries(HEADERS)) {
    const said = new RegExp(`add_header ${name} "?(.*?)"?;\n`, 'u').exec(document)?.[1];
    expect([name, said]).toEqual([name, value]);
    expect(headersFile()).toContain(`  ${name}: ${value}\n`);
  }
});

test('nothing is allowed that is not named, and nothing from elsewhere', () => {
  expect(POLICY.meta).toMatch(/^default-src 'none'/u);
  expect(POLICY.header).not.toMatch(/unsafe|https?:|\*|data:|blob:/u);
});

test('a shared text goes by POST, never in an address', () => {
  expect(manifestOf('Shelter')).toMatchObject({ name: 'Shelter', share_target: { method: 'POST' } });
});
