/** The map of messages between the parts of the extension: who sends each, who answers it, and what it holds. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { MessageContract } from '../../utils/contracts/message-contract.ts';
import { READING_MESSAGES } from '../../utils/contracts/reading-messages.ts';
import { REPORT_MESSAGES } from '../../utils/contracts/report-messages.ts';
import { SETTINGS_MESSAGES } from '../../utils/contracts/settings-messages.ts';
import { describeSchema } from './describe-schema.ts';

export const MESSAGE_REFERENCE_PATH = 'docs/contributor/reference-messages.md';

const CONTRACTS = [
  { title: 'Reading and verdicts', file: 'reading-messages.ts', messages: READING_MESSAGES },
  { title: 'Reports', file: 'report-messages.ts', messages: REPORT_MESSAGES },
  { title: 'Channels, settings and own data', file: 'settings-messages.ts', messages: SETTINGS_MESSAGES },
] as const;
const SENDERS = ['entrypoints', 'components', 'utils'];
const SENDER_NAMES = { content: 'content scripts', page: 'own pages' } as const;

const INTRO = `All messages between the parts of the extension. \`utils/contracts\` holds them as schemas; the router parses the data of
each message and checks its sender (\`utils/messaging/router.ts\`). "Holds" names the fields of the request.`;

const CHART = `\`\`\`mermaid
flowchart LR
  C[content scripts] -- "{content}" --> B[background]
  P[own pages] -- "{page}" --> B
  B -- "{tab}" --> C
\`\`\``;

/** The document in Markdown. */
export function messageReference(): string {
  const sources = SENDERS.flatMap(sourceFiles).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  const contracts = CONTRACTS.flatMap(({ messages }) => Object.values<MessageContract<unknown, unknown>>(messages));
  const from = (context: 'content' | 'page'): number => contracts.filter((one) => one.from.includes(context)).length;
  const tab = tabMessages();
  const chart = CHART.replace('{content}', `${from('content')} messages`)
    .replace('{page}', `${from('page')} messages`)
    .replace('{tab}', `${tab.length} messages`);
  const sections = CONTRACTS.map(({ title, file, messages }) => {
    const comments = commentsIn(readFileSync(`utils/contracts/${file}`, 'utf8'));
    const rows = Object.entries<MessageContract<unknown, unknown>>(messages).map(([name, contract]) =>
      row([
        `\`${name}\``,
        comments.get(name) ?? '',
        contract.from.map((context) => SENDER_NAMES[context]).join(', '),
        requestFields(contract),
        filesThat(sources, name, /sendMessage/u),
      ]),
    );
    const head = [
      `To the background, from \`utils/contracts/${file}\`; answered in \`utils/background/${file.replace('messages', 'handlers')}\`.`,
    ];
    return [`## ${title}`, ...head, table(['message', 'meaning', 'from', 'holds', 'sent by'], rows)].join('\n\n');
  });
  const tabs = tab.map(([name, meaning]) =>
    row([`\`${name}\``, meaning, filesThat(sources, name, /handleTabMessages|case/u)]),
  );
  const comment = '<!-- This page is made by `npm run -s docs -- --write` from utils/contracts. -->';
  return `${[
    '# Map of the messages',
    comment,
    INTRO,
    chart,
    ...sections,
    '## To the content scripts',
    'Of the background and the popup, from `utils/contracts/messages.ts`.',
    table(['message', 'meaning', 'answered by'], tabs),
  ].join('\n\n')}\n`;
}

function requestFields({ request }: MessageContract<unknown, unknown>): string {
  if (request.type === 'null') return 'nothing';
  const fields = describeSchema(request).filter(({ path }) => path !== '' && !/[.[]/u.test(path));
  return fields.map(({ path, need }) => `\`${path}\`${need === 'required' ? '' : ' (optional)'}`).join(', ');
}

/** Source files that name the message and match; a message that several modules pass on names all of them. */
function filesThat(sources: readonly { path: string; text: string }[], name: string, how: RegExp): string {
  const files = sources.filter(
    ({ path, text }) => !path.startsWith('utils/contracts') && how.test(text) && text.includes(`'${name}'`),
  );
  return files.map(({ path }) => `\`${path}\``).join(', ');
}

function tabMessages(): [name: string, meaning: string][] {
  const text = readFileSync('utils/contracts/messages.ts', 'utf8');
  return Array.from(text.matchAll(/\/\*\* (.*?) \*\/\n\s+'([\w.-]+)': \{ request/gu), ([, meaning = '', name = '']) => [
    name,
    meaning,
  ]);
}

/** The comment above each message of a contract file, in one line. */
function commentsIn(text: string): Map<string, string> {
  const found = text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+'([\w.-]+)': message\(/gu);
  return new Map(Array.from(found, ([, comment = '', name = '']) => [name, oneLine(comment)]));
}

const oneLine = (comment: string): string => comment.replaceAll(/\s*\n\s*\*?\s*/gu, ' ').trim();
const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly string[]): string =>
  [row(heads), `|${heads.map(() => '---').join('|')}|`, ...rows].join('\n');

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(basename(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
