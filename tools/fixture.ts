/**
 * `npm run -s fixture -- FILE.html[.gz] URL > tests/fixtures/sites/NAME.html` makes a fixture that may be published from a
 * saved page. A few posts and the elements around them stay, with their tags, classes and hooks. All texts, names, numbers
 * and addresses are replaced by invented ones. The posts that are read from it are written on top; check them by hand.
 */
import { documentOf } from './sites/read-document.ts';
import { InvalidArgumentError } from 'commander';
import { makeFixture } from './fixture/make-fixture.ts';
import { readSites } from './knowledge/sites.ts';
import { readMaybeGzipped } from './page/read-maybe-gzipped.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';

function parseAddress(address: string): string {
  if (!URL.canParse(address)) throw new InvalidArgumentError('It must be an absolute address.');
  return address;
}

async function printFixture(file: string, url: string): Promise<void> {
  const html = await readMaybeGzipped(file);
  const { fixture, posts, leftoverWords } = makeFixture(documentOf(html, url), url, await readSites('knowledge'));
  process.stdout.write(fixture);
  console.error(
    `${posts} posts, ${fixture.length} characters, from ${html.length} bytes. Check it before you commit it.`,
  );
  if (leftoverWords.length > 0) {
    throw new Error(`The fixture still contains words of the page: ${leftoverWords.slice(0, 20).join(', ')}`);
  }
}

await runCommandLine(
  commandLine('fixture', 'Makes a fixture that may be published from a saved page, and prints it.')
    .argument('<file>', 'the page as HTML, may be gzipped')
    .argument('<url>', 'address of the page', parseAddress)
    .action(printFixture),
);
