/** The commands of `hub channel`, one entry each; the work is done by the functions they call. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ParseArgsOptionsConfig } from 'node:util';
import { hashOf, hashText } from '../../utils/indicators/hash.ts';
import type { Indicator } from '../../utils/model/indicator.ts';
import { Refusal } from '../refusal.ts';
import { addDeskFile, readDeskFile } from './desk-file.ts';
import { pathsOf } from './folder.ts';
import { initChannel } from './init.ts';
import { addIndicators, readIndicator, readList, removeIndicators } from './list-file.ts';
import { newestRootName } from './published.ts';
import { refreshChannel, signChannel, withdraw, type Release } from './release.ts';
import { renewRoot } from './renew-root.ts';
import { writeRows } from './rows.ts';
import { serveChannel } from './serve-channel.ts';
import { textRows } from './text-rows.ts';
import { verifyChannel } from './verify.ts';

export type Values = Record<string, string | boolean | string[] | undefined>;

/** One command: how it is called, what it takes, what it does. */
export interface Command {
  usage: string;
  what: string;
  help: string;
  options: ParseArgsOptionsConfig;
  /** Least and most free arguments. */
  free: [number, number];
  /** Throws a Refusal or a ChannelError when it must not be done. */
  act(values: Values, free: string[], say: (line: string) => void): Promise<void>;
}

const flag = { type: 'boolean' } as const;
const word = { type: 'string' } as const;
const words = { type: 'string', multiple: true } as const;

export const COMMANDS: Readonly<Record<string, Command>> = {
  init: {
    usage: 'init DIR [--publisher NAME] [--one-person] [--recipient age1...]',
    what: 'make a channel: keys, first root, empty list',
    help: `Makes DIR with keys/, public/ and an empty list.csv.
  --publisher NAME     who lists, as warnings name them (default: the folder's name)
  --one-person         one person may list alone; otherwise two keys must sign
  --recipient KEY      age key that reports are sealed to; may be given several times`,
    options: { publisher: word, 'one-person': flag, recipient: words },
    free: [1, 1],
    async act(values, [dir = ''], say) {
      const onePerson = values['one-person'] === true;
      const publisher = String(values['publisher'] ?? basename(dir));
      const recipients = (values['recipient'] ?? []) as string[];
      const keys = await initChannel({ dir, publisher, onePerson, recipients, now: Date.now() });
      say(`Made ${dir} for ${publisher}, with the keys ${keys.join(', ')}.`);
      say(`The keys in ${pathsOf(dir).keys} are NOT encrypted: whoever reads them can speak as ${publisher}.`);
      say('Move each root key to a place of its own, offline, and keep copies: two of the three make a new root.');
      say(
        onePerson
          ? 'One person alone can list here. With two people, leave out --one-person.'
          : 'Give the keys targets-1 and targets-2 to two different people.',
      );
    },
  },
  add: {
    usage: 'add DIR FILE [--skip-refused] [--yes-really]',
    what: 'put indicators on the list (signed by the next "sign")',
    help: `FILE is the file that the desk hands over, or a CSV with the columns kind,value,category,evidence, which may
have listed_on,expires_on,disputed_since,source,not_before (knowledge/indicators/README.md). What came from a private
message alone is refused; what may not be published yet is held back: add the file again then. Every refused line is named; then nothing is added, unless
  --skip-refused       add the good lines all the same
  --yes-really         list names that stand on the protected list`,
    options: { 'skip-refused': flag, 'yes-really': flag },
    free: [2, 2],
    async act(values, [dir = '', file = ''], say) {
      const text = await textOf(file);
      const wish = {
        dir,
        name: file,
        now: Date.now(),
        insist: values['yes-really'] === true,
        skipRefused: values['skip-refused'] === true,
      };
      const release = readDeskFile(text, file);
      const result = release === null ? await addIndicators({ ...wish, csv: text }) : await addDeskFile(release, wish);
      const { added, replaced, refused, held } = result;
      for (const line of [...refused, ...held]) say(line);
      const counts = `${added} added, ${replaced} replaced, ${refused.length} refused`;
      say(`${counts}${held.length > 0 ? `, ${held.length} held back` : ''}. Now: channel sign ${dir}`);
    },
  },
  text: {
    usage: 'text FILE --category CATEGORY --evidence REFERENCE',
    what: 'print the CSV lines that list a post by its text, for "add"',
    help: `FILE holds the post's text. Copies with small edits are known again too; a hit is a caution, never a danger.
Each text needs an evidence reference of its own: the lines of one text belong together by it.`,
    options: { category: word, evidence: word },
    free: [1, 1],
    async act(values, [file = ''], say) {
      const { category, evidence } = values;
      if (typeof category !== 'string' || typeof evidence !== 'string') {
        throw new Refusal('A text needs --category and --evidence.');
      }
      say((await textRows(await textOf(file), category, evidence)).trimEnd());
    },
  },
  remove: {
    usage: 'remove DIR CSV | remove DIR KIND VALUE',
    what: 'take indicators off the list (signed by the next "sign")',
    help: 'CSV needs the columns kind and value only. To take a name back at once with one key: withdraw.',
    options: {},
    free: [2, 3],
    async act(_values, [dir = '', first = '', value], say) {
      const csv = value === undefined ? await textOf(first) : writeRows(['kind', 'value'], [{ kind: first, value }]);
      const removed = await removeIndicators(dir, csv, value === undefined ? first : 'arguments');
      say(`${removed} removed. Now: channel sign ${dir}`);
    },
  },
  withdraw: {
    usage: 'withdraw DIR FILE | withdraw DIR KIND VALUE [--disputed]',
    what: 'take a name back at once: one withdrawals key and the online key are enough',
    help: `FILE is the file that the desk hands over: what it took back or put under review and is on the list.
Published at once. The list itself is signed without the name at the next "remove" and "sign".
  --disputed           keep it, marked as disputed since today`,
    options: { disputed: flag },
    free: [2, 3],
    async act(values, [dir = '', kind = '', value], say) {
      if (value === undefined) return withdrawDeskFile(dir, kind, say);
      const indicator = readIndicator({ kind, value });
      if (indicator === null) throw new Refusal(`"${value}" is no ${kind}.`);
      const as = values['disputed'] === true ? 'disputed' : 'removed';
      tell(await withdraw({ dir, indicators: [indicator], as, now: Date.now() }), say);
    },
  },
  sign: {
    usage: 'sign DIR [--knowledge public/knowledge]',
    what: 'sign the list and publish it into DIR/public',
    help: `Copy DIR/public to the web host afterwards, timestamp.json last.
  --knowledge FOLDER   publish compiled knowledge too (npm run -s knowledge); without it the knowledge published last stays`,
    options: { knowledge: word },
    free: [1, 1],
    async act(values, [dir = ''], say) {
      const { knowledge } = values;
      tell(await signChannel({ dir, now: Date.now(), ...(typeof knowledge === 'string' ? { knowledge } : {}) }), say);
    },
  },
  refresh: {
    usage: 'refresh DIR',
    what: 'sign snapshot and timestamp anew with the online key; at least every few days',
    help: 'Readers are told that a list is old when this was not done for a week.',
    options: {},
    free: [1, 1],
    async act(_values, [dir = ''], say) {
      tell(await refreshChannel({ dir, now: Date.now() }), say);
    },
  },
  'renew-root': {
    usage: 'renew-root DIR [--recipient age1...] [--replace root|targets|online]',
    what: 'make a new root: before it expires, for other recipients, or for new keys',
    help: `Needs two root keys in DIR/keys.
  --recipient KEY      age keys that reports are sealed to, in place of those named so far
  --replace KIND       make these keys anew (and sign with them at once); may be given several times`,
    options: { recipient: words, replace: words },
    free: [1, 1],
    async act(values, [dir = ''], say) {
      const replace = ((values['replace'] ?? []) as string[]).map((kind) => {
        if (kind === 'root' || kind === 'targets' || kind === 'online') return kind;
        throw new Refusal(`--replace takes root, targets or online, not "${kind}".`);
      });
      const recipients = values['recipient'] as string[] | undefined;
      const renewed = { dir, replace, now: Date.now(), ...(recipients === undefined ? {} : { recipients }) };
      say(`Root ${await renewRoot(renewed)} is in ${pathsOf(dir).public}.`);
      if (replace.length > 0) tell(await signChannel({ dir, now: Date.now() }), say);
    },
  },
  verify: {
    usage: 'verify DIR|URL [--root FILE]',
    what: 'read a channel as a browser does, and tell what it holds',
    help: `  --root FILE          the root that the brand pins (default: the channel's own first root, taken at its word)`,
    options: { root: word },
    free: [1, 1],
    async act(values, [place = ''], say) {
      const { root } = values;
      const pinned = typeof root === 'string' ? new Uint8Array(await readFile(root)) : undefined;
      const { opened, entries } = await verifyChannel(place, Date.now(), pinned);
      say(`good: version ${opened.version} by ${opened.publisher ?? 'nobody named'}, ${entries} entries`);
      say(`files: ${[...opened.files.keys()].join(', ')}`);
      say(`recipients of reports: ${opened.recipients.join(', ') || 'none'}`);
      say(`valid until ${opened.expiresAt}`);
    },
  },
  serve: {
    usage: 'serve DIR [--port N] [--host ADDRESS]',
    what: 'serve DIR/public over HTTP, for trying out',
    help: `  --port N             default 8080
  --host ADDRESS       default 127.0.0.1: this machine only`,
    options: { port: word, host: word },
    free: [1, 1],
    async act(values, [dir = ''], say) {
      const port = Number(values['port'] ?? 8080);
      if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Refusal('--port takes a number up to 65535.');
      const { host } = values;
      const { url } = await serveChannel({ dir, port, ...(typeof host === 'string' ? { host } : {}) });
      say(`Serving ${pathsOf(dir).public} at ${url} until Ctrl-C.`);
    },
  },
  root: {
    usage: 'root DIR',
    what: 'print the newest root, to be pinned as root.json beside a brand.yaml',
    help: 'Compare it with the publisher by another way than the one it came by.',
    options: {},
    free: [1, 1],
    async act(_values, [dir = ''], say) {
      say((await textOf(join(pathsOf(dir).public, await newestRootName(dir)))).trimEnd());
    },
  },
};

async function withdrawDeskFile(dir: string, file: string, say: (line: string) => void): Promise<void> {
  const release = readDeskFile(await textOf(file), file);
  if (release === null) throw new Refusal(`${file} is no file of the desk. For one name: withdraw DIR KIND VALUE.`);
  const entries = await readList(dir);
  const onList = <T extends Indicator>(names: readonly T[]): T[] =>
    names.filter((each) => entries.has(hashText(hashOf(each))));
  const [removed, disputed] = [onList(release.withdrawals), onList(release.disputed)];
  if (removed.length + disputed.length === 0) throw new Refusal('Nothing of it is on the list.');
  for (const [as, indicators] of [
    ['disputed', disputed],
    ['removed', removed],
  ] as const) {
    if (indicators.length > 0) tell(await withdraw({ dir, indicators, as, now: Date.now() }), say);
  }
}

function tell(release: Release, say: (line: string) => void): void {
  const { entries, withdrawn, files, root, targets, withdrawals, snapshot, timestamp } = release;
  say(`Signed: ${entries} entries, ${withdrawn} of them taken back or disputed.`);
  say(`Files: ${files.join(', ')}`);
  say(
    `Versions: root ${root}, targets ${targets}, withdrawals ${withdrawals}, snapshot ${snapshot}, timestamp ${timestamp}`,
  );
}

/** A file's text. Throws a Refusal when it cannot be read. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Refusal(`${file} cannot be read: ${(error as Error).message}`);
  }
}
