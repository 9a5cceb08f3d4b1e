/**
 * `npm run -s fixture -- FILE.html[.gz] URL > tests/fixtures/sites/NAME.html` makes a fixture that may be published from a
 * saved page. A few posts and the elements around them stay, with their tags, classes and hooks; all texts, names, numbers
 * and addresses are replaced by invented ones. The posts that are read from it are written on top; check them by hand.
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
  `${posts} posts, ${fixture.length} characters, from ${html.length} bytes. Check it before you commit it.`,
);
if (left.length > 0) {
  console.error(`The fixture still contains words of the page: ${left.slice(0, 20).join(', ')}`);
  process.exit(1);
}
