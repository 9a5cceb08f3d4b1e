/** What documents name and the project does not have. */
import { dirname, normalize } from 'node:path';
import type { Document, TextAt } from './read-document.ts';
import type { Project } from './project.ts';

/** Each as `FILE:LINE: what is wrong`. */
export function findDocumentFaults(documents: readonly Document[], project: Project): string[] {
  const byPath = new Map(documents.map((document) => [document.path, document]));
  return documents.flatMap((document) => {
    const faults: string[] = [];
    const report = ({ line }: TextAt, what: string): void => void faults.push(`${document.path}:${line}: ${what}`);
    for (const link of document.links) checkLink(link, document, byPath, project, report);
    for (const code of document.code) {
      for (const path of pathsIn(code.text)) if (!isThere(path, document, project)) report(code, `no file ${path}`);
    }
    for (const place of [...document.code, ...document.blocks, ...document.comments]) {
      for (const fault of commandFaults(place.text, project)) report(place, fault);
    }
    checkMarks(document, report);
    return faults;
  });
}

type Report = (place: TextAt, what: string) => void;

function checkLink(
  link: TextAt,
  { path }: Document,
  documents: ReadonlyMap<string, Document>,
  { files }: Project,
  report: Report,
): void {
  if (/^(?:https?|mailto):/u.test(link.text)) return;
  const [to = '', anchor] = link.text.split('#');
  const file = to === '' ? path : resolveFrom(dirname(path), to);
  if (!files.has(file)) report(link, `leads to ${file}, which is not there`);
  else if (anchor !== undefined && documents.get(file)?.anchors.has(anchor) !== true) {
    report(link, `no heading #${anchor} in ${file}`);
  }
}

/**
 * Words of a piece of code that are meant as files of the project. They have a folder before them, or are sources by
 * name alone.
 */
function pathsIn(code: string): string[] {
  const words = code.split(/[\s'"(),:]+/u).map((word) => word.replace(/[.…]+$/u, ''));
  return words.filter(
    (word) =>
      /^[\w.-]+\.tsx?$/u.test(word) ||
      /^(?:[\w@.*<>-]+\/)+[\w.*<>-]+\.tsx?$/u.test(word) ||
      /^(?:components|docs|entrypoints|hub|knowledge|public|tests|tools|utils|web)\/[\w./*<>-]*$/u.test(word),
  );
}

/** From the document's folder or the project's; or the end of a path, as in `background/channel.ts`. `*`, `<id>` and NAME stand for any name. */
function isThere(word: string, { path }: Document, { files, generated: made }: Project): boolean {
  const plain = word.replace(/^\.\//u, '').replace(/\/$/u, '');
  if (made.some((name) => plain === name || plain.startsWith(`${name}/`))) return true;
  const glob = plain.split(/\*+|<\w+>|\b(?:NAME|GROUP)\b/u);
  if (glob.length > 1) {
    const parts = glob.map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`));
    const pattern = new RegExp(`^${parts.join('[^/]*')}`, 'u');
    return [...files].some((file) => pattern.test(file));
  }
  if (files.has(plain) || files.has(resolveFrom(dirname(path), plain))) return true;
  return !plain.startsWith('.') && [...files].some((file) => file.endsWith(`/${plain}`));
}

const resolveFrom = (folder: string, to: string): string => normalize(`${folder}/${to}`).replace(/\/$/u, '');

function commandFaults(text: string, { scripts, hub, files }: Project): string[] {
  const faults: string[] = [];
  const lines = text.replaceAll(/\\\n\s*/gu, ' ');
  for (const [, run, own, rest = ''] of lines.matchAll(
    /\bnpm (?:run (?:-s )?([\w:-]+)|(start|test)\b)([^\n|&;>`]*)/gu,
  )) {
    const name = run ?? own ?? '';
    if (name === 'NAME') continue;
    const source = scripts.get(name);
    if (source === undefined) faults.push(`no command npm run ${name}`);
    else if (name === 'hub') faults.push(...hubFaults(rest.replace(/^ -- /u, ''), hub));
    else if (source !== '') faults.push(...wordFaults(name, rest, source));
  }
  if (/^(?:hub -- )?(?:channel|deploy|relay|partners) [a-z]/u.test(text))
    faults.push(...hubFaults(text.replace('hub -- ', ''), hub));
  for (const [, path = ''] of lines.matchAll(/\bvitest run [^\n`]*?(tests\/[\w./-]+)/gu)) {
    if (![...files].some((file) => file.startsWith(path.replace(/\/$/u, '')))) faults.push(`no tests at ${path}`);
  }
  return faults;
}

function hubFaults(rest: string, hub: Project['hub']): string[] {
  const [group = '', name = '', ...words] = rest.trim().split(/\s+/u);
  if (!/^[a-z]/u.test(group)) return [];
  if (!hub.has(group)) return [`no group hub -- ${group}`];
  const help = hub.get(/^[a-z]/u.test(name) ? `${group} ${name}` : group);
  if (help === undefined) return [`no command hub -- ${group} ${name}`];
  return optionNames(words.join(' '))
    .filter((option) => option !== 'help' && !new RegExp(`--${option}\\b`, 'u').test(help))
    .map((option) => `${group} ${name} takes no --${option}`);
}

/** Options, and a first word in small letters, must be declared in the source of the command. */
function wordFaults(name: string, rest: string, source: string): string[] {
  const [, first] = /^ -- ([a-z]+(?:-[a-z]+)*)\b/u.exec(rest) ?? [];
  return [...optionNames(rest), ...(first === undefined ? [] : [first])]
    .filter((word) => word !== 'help' && !new RegExp(`'${word}'|\\b${word}:|--(?:no-)?${word}\\b`, 'u').test(source))
    .map((word) => `npm run ${name} knows no ${word}`);
}

const optionNames = (words: string): string[] =>
  Array.from(words.matchAll(/(?<!\S)--([a-z][\w-]*)/gu), ([, name = '']) => name);

/** `<!-- NAME: made by ... -->` is closed by `<!-- /NAME -->`, once. */
function checkMarks({ comments }: Document, report: Report): void {
  let open: string | null = null;
  const seen = new Set<string>();
  for (const comment of comments) {
    const [, opens, closes] = /^<!-- (?:([\w-]+): made by|\/([\w-]+) -->)/u.exec(comment.text) ?? [];
    if (opens !== undefined) {
      if (open !== null) report(comment, `the table ${open} is not closed before ${opens}`);
      if (seen.has(opens)) report(comment, `the table ${opens} is there twice`);
      seen.add(opens);
      open = opens;
    } else if (closes !== undefined) {
      if (open !== closes) report(comment, `closes the table ${closes}, which is not open`);
      open = null;
    }
  }
  if (open !== null) report({ text: '', line: 1 }, `the table ${open} is not closed`);
}
