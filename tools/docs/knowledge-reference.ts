/** The reference of the knowledge files: each field with its type and default, from the schemas that read the files. */
import { readFileSync } from 'node:fs';
import { describeSchema } from './describe-schema.ts';
import { KNOWLEDGE_SCHEMAS, type KnowledgeSchema } from '../knowledge/knowledge-schemas.ts';

export const KNOWLEDGE_REFERENCE_PATH = 'docs/contributor/reference-knowledge.md';

const INTRO = `Every field of the files that people edit in \`knowledge/\`. [What the files are for](../../knowledge/README.md).
\`[]\` is each entry of a list, \`<name>\` each key of a map. The last column is empty where the code has no comment.`;

/** The document in Markdown. */
export function knowledgeReference(): string {
  const comment = '<!-- This page is made by `npm run -s docs -- --write` from the schemas. -->';
  return `${['# Reference of the knowledge files', comment, INTRO, ...KNOWLEDGE_SCHEMAS.map(sectionOf)].join('\n\n')}\n`;
}

function sectionOf({ file, about, schema, sources }: KnowledgeSchema): string {
  const comments = fieldComments(sources);
  const rows = describeSchema(schema).map(({ path, type, need }) => {
    const field = path.split('.').at(-1)?.replaceAll('[]', '') ?? '';
    return `| \`${path === '' ? '(all)' : path}\` | ${type} | ${need} | ${comments.get(field) ?? ''} |`;
  });
  const read = `Read by ${sources.map((source) => `\`${source}\``).join(', ')}.`;
  return [
    `## \`${file}\``,
    `${about} ${read}`,
    ['| field | type | needed | meaning |', '|---|---|---|---|', ...rows].join('\n'),
  ].join('\n\n');
}

/** The comments above the fields of the schemas in these files. A field that occurs twice gets one only when both agree. */
function fieldComments(sources: readonly string[]): Map<string, string> {
  const found = new Map<string, Set<string>>();
  for (const source of sources) {
    const fields = readFileSync(source, 'utf8').matchAll(/(?:\/\*\* (.*?) \*\/\n)?^ +'?([\w-]+)'?: (?:v\.|\w+,$)/gmu);
    for (const [, comment = '', field = ''] of fields) {
      found.set(field, (found.get(field) ?? new Set<string>()).add(comment.replaceAll('|', '\\|')));
    }
  }
  return new Map(Array.from(found, ([field, comments]) => [field, comments.size === 1 ? [...comments].join('') : '']));
}
