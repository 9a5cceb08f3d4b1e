/**
 * Runs the code blocks of documents for publishers and contributors, unchanged, with a list, a relay and one report.
 * Those of the tutorials are run by tests/e2e/list-a-recruiter.test.ts, your-brand.test.ts and receive-reports.test.ts.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkPhrase } from '../../tools/knowledge-cli/check-phrase.ts';
import { groupOf, readKnownIds } from '../../tools/knowledge-cli/lexicons.ts';
import { compileHelp } from '../../tools/knowledge/help.ts';
import { readDocument } from '../unit/docs/read-document.ts';
import { startRelayProcess, type RelayProcess } from './relay-process.ts';

const NAME = 'golden_desk_hiring';
let home = '';
let relay: RelayProcess;

/** What a box said. Where it means the relay, it gets the one of this test. */
function runBlock(box: string, at = home): string {
  const typed = box.replaceAll('http://127.0.0.1:8301', `http://127.0.0.1:${relay.port}`);
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', typed], {
    env: { ...process.env, HOME: at },
    encoding: 'utf8',
  });
  expect(status, `${typed}\n${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

/** The boxes of a document, or of one of its chapters. */
function blocksIn(path: string, chapter = ''): string[] {
  const parts = readFileSync(path, 'utf8').split(/^(?=## )/mu);
  const text = chapter === '' ? parts.join('') : (parts.find((part) => part.startsWith(`## ${chapter}`)) ?? '');
  return readDocument(path, text)
    .blocks.filter(({ language }) => language === 'sh')
    .map(({ text: box }) => box.replaceAll(/^ +/gmu, ''));
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'joblantern-boxes-'));
  relay = await startRelayProcess(join(home, 'relay'));
  writeFileSync(join(home, 'first.csv'), `kind,value,category,evidence\ntelegram,@${NAME},trafficking,NGO-2026-0001\n`);
  runBlock(`npm run -s hub -- relay keygen ~/report-key.txt > ~/recipient.txt
npm run -s hub -- channel init ~/list --publisher "Example Shelter" --one-person --recipient "$(cat ~/recipient.txt)"
npm run -s hub -- channel add ~/list ~/first.csv
npm run -s hub -- channel sign ~/list
npm run -s hub -- relay token --data ~/relay --name ana > ~/ana-token.txt
npm run -s hub -- relay try --url http://127.0.0.1:8301 --recipient "$(cat ~/recipient.txt)"`);
}, 120_000);
afterAll(async () => {
  await relay.stop();
  rmSync(home, { recursive: true, force: true });
});

test('docs/publisher/partners.md: the commands export a list and import lines', { timeout: 120_000 }, () => {
  const [handOver = '', ...rest] = blocksIn('docs/publisher/partners.md');
  // The other box needs schemas that are not ours to ship: tests/contract/partners.test.ts
  expect(rest).toHaveLength(1);
  const at = join(home, 'partner');
  cpSync(join(home, 'list'), join(at, 'list'), { recursive: true });
  const theirs = `npm run -s hub -- partners export ~/list --format stix | sed s/${NAME}/another_desk_hiring/ > ~/partner.json`;
  runBlock(theirs, at);
  expect(runBlock(handOver, at)).toMatch(/1 added/u);
  expect(readFileSync(join(at, 'for-partners.json'), 'utf8')).toContain(NAME);
});

test(
  'docs/publisher/data-protection.md: the commands answer a request, erase, and replace a leaked key',
  { timeout: 180_000 },
  () => {
    const [look = '', correct = '', erase = '', empty = '', leak = '', ...more] = blocksIn(
      'docs/publisher/data-protection.md',
    );
    expect(more).toEqual([]);
    const looked = runBlock(look);
    expect(looked).toContain(`${NAME},trafficking`);
    expect(looked).toContain('stands in no report at the relay');
    expect(existsSync(join(home, 'request'))).toBe(false);
    expect(runBlock(correct)).toMatch(/1 /u);
    runBlock(erase);
    expect(readFileSync(join(home, 'list', 'list.csv'), 'utf8')).not.toContain(NAME);
    expect(readFileSync(join(home, 'list', 'signed.csv'), 'utf8')).not.toContain(NAME);
    expect(readFileSync(join(home, 'list', 'withdrawn.csv'), 'utf8')).not.toContain(NAME);
    runBlock(empty);
    expect(runBlock(look)).toContain('stands in no file of the list');
    runBlock(leak);
    const recipient = readFileSync(join(home, 'new-recipient.txt'), 'utf8').trim();
    expect(runBlock('npm run -s hub -- channel verify ~/list')).toContain(`recipients of reports: ${recipient}`);
    expect(readFileSync(join(home, 'ana-token.txt'), 'utf8')).toMatch(/^jlr_/u);
  },
);

test('CONTRIBUTING.md: the phrase that is tried and added is valid and its signal exists', async () => {
  const boxes = blocksIn('CONTRIBUTING.md', 'A phrase in ten minutes').join('');
  const [, id = '', phrase = ''] = /knowledge -- add en (\S+) "(.*?)" --source https:/u.exec(boxes) ?? [];
  expect(boxes).toContain(`knowledge -- try en "${phrase}" --signal ${id}`);
  expect(groupOf(id, await readKnownIds('knowledge'))).toBe('signals');
  // The commands themselves are run whole by tests/contract/knowledge.test.ts; they take a minute
  expect(() => checkPhrase(phrase)).not.toThrow();
});

test('CONTRIBUTING.md: the printed hotline entry is valid', async () => {
  const { blocks: boxes } = readDocument('CONTRIBUTING.md', readFileSync('CONTRIBUTING.md', 'utf8'));
  const entry = boxes.find(({ language }) => language === 'yaml')?.text.replaceAll(/^ {3}/gmu, '') ?? '';
  const folder = join(home, 'knowledge');
  cpSync('knowledge/help', join(folder, 'help'), { recursive: true });
  const file = join(folder, 'help', 'th.yaml');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, before.replace('entries:\n', `entries:\n${entry}`));
  const { 'help.json': made } = await compileHelp(folder);
  expect(Buffer.from(made!).toString()).toContain('Example hotline');
  writeFileSync(file, before.replace('entries:\n', `entries:\n${entry.replace('"+66-2-555-0100"', '"call us"')}`));
  await expect(compileHelp(folder)).rejects.toThrow(/th\.yaml: entries\.0\.number/u);
});
