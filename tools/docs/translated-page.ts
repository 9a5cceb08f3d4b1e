/** What JobLantern is, privacy and help, in a reader's language: composed from the messages of the interface. */
import { readFileSync } from 'node:fs';
import { LANGUAGES, directionOf, type Language } from '../../utils/i18n/languages.ts';
import type { Messages } from '../../utils/i18n/message-types.ts';

/** Languages most needed: of those whose speakers are taken most often, and of those places. */
export const TRANSLATED_TAGS = ['zh-Hans', 'th', 'my', 'vi', 'id', 'tl', 'hi', 'bn', 'ne', 'am'] as const;

const STAGES = ['going', 'airport', 'there', 'back', 'relative'] as const;

export const translatedLanguages = (): Language[] => LANGUAGES.filter(({ tag }) => isTranslated(tag));
export const translatedPath = (tag: string): string => `docs/reader/languages/${tag}.md`;

const isTranslated = (tag: string): boolean => (TRANSLATED_TAGS as readonly string[]).includes(tag);

/** The page in Markdown. Throws an Error when the language lacks one of its messages. */
export function translatedPage({ tag, name }: Language): string {
  const messages = JSON.parse(readFileSync(`public/messages/${tag}.json`, 'utf8')) as Messages;
  const text = (key: string): string => {
    const message = messages[key];
    if (typeof message !== 'string') throw new Error(`public/messages/${tag}.json: no text for ${key}`);
    return message;
  };
  const list = (prefix: string, count: number): string =>
    Array.from({ length: count }, (_, at) => `- ${text(`${prefix}.${at + 1}`)}`).join('\n');
  const body = [
    `# ${name}: JobLantern`,
    `## ${text('welcome.does')}`,
    list('welcome.does', 4),
    `## ${text('welcome.never')}`,
    list('welcome.never', 4),
    text('report.intro'),
    text('check.intro'),
    `## ${text('help.title')}`,
    text('help.intro'),
    `### ${text('held.send')}`,
    list('held.send', 3),
    `### ${text('held.avoid')}`,
    list('held.avoid', 3),
    ...STAGES.flatMap((stage) => [`### ${text(`help.stage.${stage}`)}`, list(`help.step.${stage}`, 5)]),
  ];
  const comment = '<!-- This page is made by `npm run -s docs -- --write` from public/messages. -->';
  const notice = 'No native speaker has read this page yet. [How to read it through](../../../CONTRIBUTING.md).';
  const direction = directionOf(tag) === 'rtl' ? ['<div dir="rtl">', ...body, '</div>'] : body;
  return `${[comment, ...direction, '---', notice].join('\n\n')}\n`;
}
