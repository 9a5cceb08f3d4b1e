/**
 * `npm run -s fixture -- FILE.html[.gz] URL > tests/fixtures/sites/NAME.html`: makes a saved page into a fixture that may
 * be published. A few posts and their frame stay, in the site's own tags, classes and hooks; every text, name, number and
 * address is replaced by an invented one. What the adapters then read is written on top, to be looked through by hand.
 */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { JSDOM, VirtualConsole } from 'jsdom';
import { makeFixture } from './fixture/make-fixture.ts';
import { readSites } from './knowledge/sites.ts';

const [file, address] = process.argv.slice(2);
if (file === undefined || address === undefined || !URL.canParse(address)) {
  console.error('usage: npm run -s fixture -- FILE.html[.gz] URL');
  process.exit(2);
}
const bytes = await readFile(file).catch((error: unknown) => {
  console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(2);
});
const html = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
const { window } = new JSDOM(html, {
  url: address,
  contentType: 'text/html; charset=utf-8',
  virtualConsole: new VirtualConsole(),
});
const { fixture, posts, leftoverWords: left } = makeFixture(window.document, address, await readSites('knowledge'));
process.stdout.write(fixture);
console.error(
  `${posts} posts, ${fixture.length} characters, from ${html.length} bytes. Look it through before you commit it.`,
);
if (left.length > 0) {
  console.error(`Words of the page that are still there: ${left.slice(0, 20).join(', ')}`);
  process.exit(1);
}
