/** What the documents name is there: files, headings, commands with their options, and the tables that commands keep. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sidebar } from '../../../tools/docs/sidebar.ts';
import { readSection } from '../../../tools/docs/generated-section.ts';
import { translatedLanguages, translatedPage, translatedPath } from '../../../tools/docs/translated-page.ts';
import { KNOWLEDGE_REFERENCE_PATH, knowledgeReference } from '../../../tools/docs/knowledge-reference.ts';
import { MESSAGE_REFERENCE_PATH, messageReference } from '../../../tools/docs/message-reference.ts';
import { HUB_REFERENCE_PATH, hubReference } from '../../../tools/docs/hub-reference.ts';
import { heldOutTables, readTrainingRecord } from '../../../tools/eval/held-out.ts';
import { TUTORIALS, tutorialBlocks } from '../../e2e/harness/tutorial-blocks.ts';
import { findDocumentFaults } from './document-faults.ts';
import { readProject } from './project.ts';
import { readDocument } from './read-document.ts';

const project = readProject();
const documents = [...project.files]
  .filter((path) => path.endsWith('.md'))
  .map((path) => readDocument(path, readFileSync(path, 'utf8')));

test('every link, file, command and table that a document names exists', () => {
  expect(documents.length).toBeGreaterThan(10);
  expect(findDocumentFaults(documents, project)).toEqual([]);
});

test('docs/reports/quality.md shows the held-out figures of the shipped model', () => {
  const section = readSection(readFileSync('docs/reports/quality.md', 'utf8'), 'held-out');
  expect(section).toBe(heldOutTables(readTrainingRecord('knowledge/fitted/model/model.json')));
});

test('each kind of fault in a document is found, with its line', () => {
  const broken = `# One
[no file](docs/NOWHERE.md), [no heading](#two), [a heading](#one), <img src="no.png" alt="">
\`utils/nowhere/x.ts\`, \`nowhere.ts\`, \`knowledge/sites/*.yml\`, \`utils/text/fold.ts\`, \`public/knowledge/x.bin\`

\`npm run -s nothing\`, \`npm run -s eval -- --write --nothing\`, \`npm run -s
hub -- channel invent\`, \`channel rotate --nothing\`, \`relay keygen\`

\`\`\`sh
npm run -s hub -- channel sign ~/list --ask FILE
npm run -s hub -- relay token --data ~/relay --make ana
npx vitest run tests/unit/nowhere
\`\`\`
<!-- a: made by \`npm run -s eval -- --write\` -->
<!-- b: made by \`npm run -s evil\` -->
<!-- /b -->
<!-- /a -->
`;
  expect(findDocumentFaults([readDocument('README.md', broken)], project)).toEqual([
    'README.md:2: leads to docs/NOWHERE.md, which is not there',
    'README.md:2: no heading #two in README.md',
    'README.md:2: leads to no.png, which is not there',
    'README.md:3: no file utils/nowhere/x.ts',
    'README.md:3: no file nowhere.ts',
    'README.md:3: no file knowledge/sites/*.yml',
    'README.md:5: no command npm run nothing',
    'README.md:5: npm run eval knows no nothing',
    'README.md:5: no command hub -- channel invent',
    'README.md:6: channel rotate takes no --nothing',
    'README.md:8: relay token takes no --make',
    'README.md:8: no tests at tests/unit/nowhere',
    'README.md:14: no command npm run evil',
    'README.md:14: the table a is not closed before b',
    'README.md:16: closes the table a, which is not open',
  ]);
});

test('the pages in other languages are those that the messages make', () => {
  expect(translatedLanguages()).toHaveLength(10);
  for (const language of translatedLanguages())
    expect(readFileSync(translatedPath(language.tag), 'utf8')).toBe(translatedPage(language));
});

test('the reference of the commands says what they print', async () => {
  expect(readFileSync(HUB_REFERENCE_PATH, 'utf8')).toBe(await hubReference());
});

test('the references of knowledge files and messages say what the schemas say', () => {
  expect(readFileSync(KNOWLEDGE_REFERENCE_PATH, 'utf8')).toBe(knowledgeReference());
  expect(readFileSync(MESSAGE_REFERENCE_PATH, 'utf8')).toBe(messageReference());
});

test('the site of documents has a place for every document', () => {
  const listed = new Set(sidebar.flatMap(({ items }) => items.map(({ link }) => `${link.slice(1)}.md`)));
  const paths = documents
    .map(({ path }) => path)
    .filter((path) => !/^(?:\.github|tests|hub\/deploy\/repository)\/|^README\.md$/u.test(path));
  expect(paths.filter((path) => !listed.has(path))).toEqual([]);
  expect([...listed].filter((path) => !project.files.has(path))).toEqual([]);
});

test('docs/contributor/commands.md lists every command', () => {
  const commands = documents.find(({ path }) => path === 'docs/contributor/commands.md');
  const named = new Set(commands?.code.map(({ text }) => /^npm (?:run (?:-s )?)?([\w:-]+)/u.exec(text)?.[1]));
  expect([...project.scripts.keys()].filter((name) => !named.has(name))).toEqual([]);
});

test('every table that a command writes has marks in its document', () => {
  const sources = readdirSync('tools', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const written = sources.flatMap((name) => [
    ...readFileSync(`tools/${name}`, 'utf8').matchAll(/\bwriteSection\((?:'([^']+)'|PAGE), '([\w-]+)'/gu),
  ]);
  expect(written.length).toBeGreaterThan(2);
  const opened = documents.flatMap(({ path, comments }) => comments.map(({ text }) => `${path} ${text}`));
  const missing = written.filter(
    ([, path = '', name]) => !opened.some((each) => each.startsWith(path) && each.includes(`<!-- ${name}: made by`)),
  );
  expect(missing.map(([call]) => call)).toEqual([]);
});

test('a test runs every code block of the README and the tutorials but `npm start` and `npm run -s build`', () => {
  const typed = new Set([...tutorialBlocks('list'), ...tutorialBlocks('brand'), ...tutorialBlocks('reports')]);
  const paths = new Set<string>(['README.md', 'docs/reader/install.md', ...Object.values(TUTORIALS)]);
  const rest = documents
    .filter(({ path }) => paths.has(path))
    .flatMap(({ blocks }) => blocks.filter(({ language, text }) => language === 'sh' && !typed.has(text)));
  const first = rest.map(({ text }) => text.split(/ {2,}#/u)[0]);
  expect(new Set(first)).toEqual(new Set(['npm start', 'npm run -s build']));
});
