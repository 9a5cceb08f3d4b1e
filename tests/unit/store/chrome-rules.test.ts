/** Each rule of the stores on a small package that breaks it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chromeFaults } from '../../../tools/store/chrome-rules.ts';
import { readJustifications, PACKAGE_PERMISSIONS } from '../../../tools/store/permissions-doc.ts';
import { readRules } from '../../../tools/store/rules.ts';

const rules = readRules();
const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const ICONS = [16, 32, 48, 128];

function packageWith(manifest: object = {}, files: Record<string, Uint8Array> = {}): string[] {
  const whole = {
    manifest_version: 3,
    name: 'JobLantern',
    description: '__MSG_extDescription__',
    version: '1.2.3',
    default_locale: 'en',
    icons: Object.fromEntries(ICONS.map((size) => [size, `icons/${size}.png`])),
    permissions: readJustifications(PACKAGE_PERMISSIONS).map(({ name }) => name),
    ...manifest,
  };
  return chromeFaults(
    new Map(
      Object.entries({
        'manifest.json': bytes(whole),
        '_locales/en/messages.json': bytes({ extDescription: { message: 'Warns.' } }),
        'popup.html': bytes('<!doctype html><script type="module" src="/a.js"></script>'),
        'a.js': bytes('console.log(1)'),
        'a.css': bytes('a { color: red }'),
        ...Object.fromEntries(ICONS.map((size) => [`icons/${size}.png`, readFileSync(`public/icons/${size}.png`)])),
        ...files,
      }),
    ),
    rules,
  );
}

test('a package that keeps the rules has no fault', () => {
  expect(packageWith()).toEqual([]);
});

test.each<[string, object, RegExp]>([
  ['an old manifest', { manifest_version: 2 }, /manifest_version must be 3/u],
  ['a version with words', { version: '1.2.3-beta' }, /version must be/u],
  ['a version part that is too high', { version: '1.70000' }, /version must be/u],
  ['an address for updates', { update_url: 'https://example.org/' }, /update_url/u],
  [
    'a policy that lets eval in',
    { content_security_policy: { extension_pages: "script-src 'self' 'unsafe-eval'" } },
    /content_security_policy/u,
  ],
  [
    'a policy that lets a host in',
    { content_security_policy: { extension_pages: 'script-src https://cdn.example' } },
    /content_security_policy/u,
  ],
  ['a permission nobody justified', { permissions: ['tabs'] }, /permission tabs is not justified/u],
  ['a permission justified and not asked for', { permissions: [] }, /permission storage is justified/u],
  ['no default language', { default_locale: 'xx' }, /default_locale/u],
  ['a name too long for one store', { name: 'x'.repeat(46) }, /name has 46 characters, at most 45/u],
  ['a missing icon', { icons: { 16: 'icons/16.png' } }, /icons\.128 is missing/u],
  [
    'an icon of another size',
    { icons: Object.fromEntries(ICONS.map((size) => [size, 'icons/16.png'])) },
    /is 16x16, not 128x128/u,
  ],
])('%s is a fault', (_what, manifest, expected) => {
  expect(packageWith(manifest)).toContainEqual(expect.stringMatching(expected));
});

test.each<[string, string, unknown, RegExp]>([
  [
    'a summary that is too long in one language',
    '_locales/th/messages.json',
    { extDescription: { message: 'ก'.repeat(133) } },
    /_locales\/th: description has 133/u,
  ],
  ['a summary that one language lacks', '_locales/th/messages.json', {}, /_locales\/th: description is empty/u],
  ['a source map', 'a.js.map', '{}', /does not belong/u],
  ['a hidden file', '.DS_Store', 'x', /does not belong/u],
  ['a name of the browser’s own', '_metadata/x.json', '{}', /begin with _/u],
  ['code made while running', 'chunks/b.js', 'eval(x)', /chunks\/b\.js: eval/u],
  ['a script from elsewhere', 'b.html', '<script src="https://cdn.example/a.js"></script>', /b\.html: .*another host/u],
  [
    'a font from elsewhere',
    'b.css',
    '@font-face { src: url(https://cdn.example/a.woff2) }',
    /b\.css: loads from another host/u,
  ],
])('%s is a fault', (_what, path, content, expected) => {
  expect(packageWith({}, { [path]: bytes(content) })).toContainEqual(expect.stringMatching(expected));
});

test('an empty package is a fault', () => {
  expect(chromeFaults(new Map(), rules)).toEqual(['manifest.json: is not in the package']);
});
