/** The relay's commands in this process: what they write, print and refuse. */
import fs, {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backupStore } from '../../../hub/relay/backup.ts';
import { generateIdentity } from '../../../hub/relay/generate-identity.ts';
import { openStore } from '../../../hub/relay/open-store.ts';
import { pull } from '../../../hub/relay/pull.ts';
import { restoreStore } from '../../../hub/relay/restore.ts';
import { sendTrialReport } from '../../../hub/relay/send-trial-report.ts';
import { SQLITE_FILE } from '../../../hub/relay/sqlite-file.ts';
import { SqliteStore } from '../../../hub/relay/sqlite-store.ts';
import { startRelay, type Relay } from '../../../hub/relay/start-relay.ts';
import { changeTokens } from '../../../hub/relay/token.ts';
import { sealReportJson } from '../../../utils/report/seal-report.ts';
import { sendReport } from '../../../utils/report/send-report.ts';
import { describedCommands, helpOf } from '../hub/described-commands.ts';

let folder: string;
let printed: string[];
let warned: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-commands-'));
  [printed, warned] = [[], []];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void warned.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const path = (name: string): string => join(folder, name);
/** The token that a command printed last. */
const tokenOf = (): string => printed.at(-1) ?? '';

it('says what each command, argument and option is for, each option once', async () => {
  for (const { name, texts, options } of await describedCommands('relay')) {
    for (const text of texts) expect(text, `${name}: ${texts.join(' | ')}`).toMatch(/\p{L}{2}/u);
    expect(new Set(options).size, name).toBe(options.length);
  }
});

it('prints the help that the reference for publishers says', async () => {
  const { written, printed } = await helpOf('relay');
  expect(printed).toContain('relay doctor [options] <URL>');
  expect(printed).toBe(written);
});

describe('relay token', () => {
  it('makes a token once, lists names without tokens, and revokes by name', async () => {
    await changeTokens({ data: folder, name: 'Ana' });
    const token = tokenOf();
    expect(token).toMatch(/^jlr_[\w-]{43}$/u);
    await expect(changeTokens({ data: folder, name: 'Ana' })).rejects.toThrow('"Ana" has a token; revoke it first');
    await changeTokens({ data: folder, name: 'Ben' });
    printed.length = 0;
    await changeTokens({ data: folder, name: '', list: true });
    expect(printed.map((line) => line.split('\t'))).toEqual([
      ['Ana', expect.stringMatching(/^\d{4}-\d\d-\d\d$/u)],
      ['Ben', expect.stringMatching(/^\d{4}-\d\d-\d\d$/u)],
    ]);
    await changeTokens({ data: folder, name: '', revoke: 'Ana' });
    expect(warned.at(-1)).toBe('The token of "Ana" no longer works.');
    await expect(changeTokens({ data: folder, name: '', revoke: 'Ana' })).rejects.toThrow('no token of "Ana"');
    const store = new SqliteStore(folder);
    expect((await store.tokens()).map(({ name }) => name)).toEqual(['Ben']);
    await store.close();
  });

  it.each(['', ' Ana', '-ana', 'a'.repeat(65), 'Ana\n', 'Ana"', '\u202EanA'])(
    'takes no such name: %j',
    async (name) => {
      await expect(changeTokens({ data: folder, name })).rejects.toThrow('a name is 1 to 64 letters');
      expect(printed).toEqual([]);
    },
  );

  it.each(['A', 'a'.repeat(64), 'Ána B. c_d-9', '王小明'])('takes such a name: %s', async (name) => {
    await changeTokens({ data: folder, name });
    expect(tokenOf()).toMatch(/^jlr_/u);
  });
});

describe('the store of a command', () => {
  it('is named by a folder, or refused', async () => {
    await expect(openStore({})).rejects.toThrow('name a folder (--data) or a database (DATABASE_URL)');
    await expect(changeTokens({ name: 'Ana' })).rejects.toThrow('--data is needed');
    const store = await openStore({ dataDir: folder });
    await store.close();
    expect(existsSync(path(SQLITE_FILE))).toBe(true);
  });
});

describe('relay keygen', () => {
  it('writes the key for its owner only, and overwrites none', async () => {
    const recipient = await generateIdentity(path('key.txt'));
    const text = readFileSync(path('key.txt'), 'utf8');
    expect(text).toMatch(/^# public key: age1[a-z0-9]{58}\nAGE-SECRET-KEY-1[A-Z0-9]{58}\n$/u);
    expect(text).toContain(recipient);
    expect(statSync(path('key.txt')).mode & 0o777).toBe(0o600);
    await expect(generateIdentity(path('key.txt'))).rejects.toThrow('exists; it is not overwritten');
    expect(readFileSync(path('key.txt'), 'utf8')).toBe(text);
  });

  it('leaves no file on a full disk, and one of another command stays', async () => {
    const { writeFile } = promises;
    const failWith = (code: string): void => {
      const failing = async (file: string): Promise<never> => {
        writeFileSync(file, '');
        throw Object.assign(new Error(code), { code });
      };
      Object.assign(promises, { writeFile: failing });
      syncBuiltinESMExports();
    };
    try {
      failWith('ENOSPC');
      await expect(generateIdentity(path('key.txt'))).rejects.toThrow('ENOSPC');
      expect(existsSync(path('key.txt'))).toBe(false);
      failWith('EEXIST');
      await expect(generateIdentity(path('key.txt'))).rejects.toThrow('EEXIST');
      expect(existsSync(path('key.txt'))).toBe(true);
    } finally {
      Object.assign(promises, { writeFile });
      syncBuiltinESMExports();
    }
  });

  it('says of what a killed one left that nothing is sealed to it, and of any other file nothing', async () => {
    await generateIdentity(path('key.txt'));
    const text = readFileSync(path('key.txt'), 'utf8');
    for (const half of ['', text.slice(0, 9), text.slice(0, 60), text.slice(0, -2)]) {
      writeFileSync(path('key.txt'), half);
      await expect(generateIdentity(path('key.txt'))).rejects.toThrow('is empty or half a key');
      expect(readFileSync(path('key.txt'), 'utf8')).toBe(half);
    }
    for (const other of [text.trimEnd(), text.split('\n')[1] ?? '', '# my notes', ' ']) {
      writeFileSync(path('key.txt'), other);
      await expect(generateIdentity(path('key.txt'))).rejects.toThrow('exists; it is not overwritten');
    }
  });
});

describe('relay backup and restore', () => {
  beforeEach(async () => {
    await changeTokens({ data: path('store'), name: 'Ana' });
  });

  it('copies a store for its owner only, and puts the copy back', async () => {
    await backupStore(path('copy.db'), { data: path('store') });
    expect(warned.at(-1)).toBe(`Copied to ${path('copy.db')}`);
    expect(statSync(path('copy.db')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).toSorted()).toEqual(['copy.db', 'store']);
    await restoreStore(path('copy.db'), { data: path('new') });
    expect(warned.at(-1)).toBe(`0 reports restored to ${path('new')}`);
    const store = new SqliteStore(path('new'));
    expect((await store.tokens()).map(({ name }) => name)).toEqual(['Ana']);
    await store.close();
  });

  it('lets nobody else read the copy while it grows', async () => {
    const modes: number[] = [];
    const { backup } = SqliteStore.prototype;
    vi.spyOn(SqliteStore.prototype, 'backup').mockImplementation(async function (this: SqliteStore, file) {
      modes.push(statSync(file).mode & 0o777);
      await backup.call(this, file);
    });
    await backupStore(path('copy.db'), { data: path('store') });
    expect([...modes, statSync(path('copy.db')).mode & 0o777]).toEqual([0o600, 0o600]);
  });

  it('makes one whole copy of two that are made at once, and says that the other file was there', async () => {
    const { backup } = SqliteStore.prototype;
    vi.spyOn(SqliteStore.prototype, 'backup').mockImplementationOnce(async function (this: SqliteStore, file) {
      await backup.call(this, file);
      await backupStore(path('copy.db'), { data: path('store') });
    });
    await expect(backupStore(path('copy.db'), { data: path('store') })).rejects.toThrow('made by another program');
    await restoreStore(path('copy.db'), { data: path('new') });
    expect(readdirSync(folder).toSorted()).toEqual(['copy.db', 'new', 'store']);
  });

  it('leaves nothing of a restoration that was ended before', async () => {
    await backupStore(path('copy.db'), { data: path('store') });
    mkdirSync(join(path('new'), '.relay-restore-abc123'), { recursive: true });
    copyFileSync(path('copy.db'), join(path('new'), '.relay-restore-abc123', SQLITE_FILE));
    mkdirSync(join(path('new'), 'restore-mine'));
    await restoreStore(path('copy.db'), { data: path('new') });
    expect(readdirSync(path('new')).toSorted()).toEqual([SQLITE_FILE, 'restore-mine']);
  });

  it('overwrites neither a file nor a store, and says what is missing', async () => {
    writeFileSync(path('copy.db'), 'mine');
    await expect(backupStore(path('copy.db'), { data: path('store') })).rejects.toThrow(
      'exists; it is not overwritten',
    );
    expect(readFileSync(path('copy.db'), 'utf8')).toBe('mine');
    await expect(backupStore(path('other.db'), { data: path('none') })).rejects.toThrow('there is no relay store in');
    await expect(backupStore(join(path('none'), 'copy.db'), { data: path('store') })).rejects.toThrow(
      'there is no folder',
    );
    await expect(backupStore(path('other.db'), {})).rejects.toThrow('--data is needed');
    await expect(restoreStore(path('none.db'), { data: path('new') })).rejects.toThrow('there is no file');
    await expect(restoreStore(path('copy.db'), { data: path('store') })).rejects.toThrow('holds a store');
  });

  it('restores no damaged copy, and leaves nothing of it', async () => {
    writeFileSync(path('copy.db'), 'no store at all, but some kilobytes of text '.repeat(200));
    await expect(restoreStore(path('copy.db'), { data: path('new') })).rejects.toThrow('is no sound copy: ');
    expect(existsSync(join(path('new'), SQLITE_FILE))).toBe(false);
    writeFileSync(path('empty.db'), '');
    const other = new DatabaseSync(path('other.db'));
    other.exec('CREATE TABLE reports (id TEXT)');
    other.close();
    for (const name of ['empty.db', 'other.db'])
      await expect(restoreStore(path(name), { data: path('new') }), name).rejects.toThrow("no copy of a relay's store");
    expect(existsSync(join(path('new'), SQLITE_FILE))).toBe(false);
    await backupStore(path('good.db'), { data: path('store') });
    await restoreStore(path('good.db'), { data: path('new') });
  });

  it('restores nothing beside the log of another store', async () => {
    await backupStore(path('good.db'), { data: path('store') });
    const store = new SqliteStore(path('store'));
    // A machine that lost power leaves its log, and somebody moves the damaged store away.
    for (const ending of ['', '-wal']) {
      mkdirSync(path('new'), { recursive: true });
      copyFileSync(join(path('store'), `${SQLITE_FILE}${ending}`), join(path('new'), `${SQLITE_FILE}${ending}`));
    }
    await store.close();
    rmSync(join(path('new'), SQLITE_FILE));
    await expect(restoreStore(path('good.db'), { data: path('new') })).rejects.toThrow('belongs to another store');
    rmSync(join(path('new'), `${SQLITE_FILE}-wal`));
    await restoreStore(path('good.db'), { data: path('new') });
  });
});

describe('relay try and pull', () => {
  let relay: Relay;
  let url: string;
  beforeEach(async () => {
    await changeTokens({ data: path('store'), name: 'Ana' });
    writeFileSync(path('token'), ` ${tokenOf()} \n`);
    relay = await startRelay({ dataDir: path('store') });
    url = `http://127.0.0.1:${relay.port}`;
  });
  afterEach(async () => {
    await relay.stop();
  });

  it('send a trial report, save it for its owner only, and delete it when asked', async () => {
    const recipient = await generateIdentity(path('key.txt'));
    await sendTrialReport({ url, recipient });
    expect(printed.at(-1)).toMatch(/sealed and stored/u);
    const values = { url, identity: path('key.txt'), tokenFile: path('token'), save: path('reports') };
    await pull(values);
    expect(warned.at(-1)).toBe(`1 saved in ${path('reports')}`);
    await pull({ ...values, delete: true });
    await pull(values);
    expect(warned.slice(-2)).toEqual([`1 saved in ${path('reports')}`, `0 saved in ${path('reports')}`]);
    expect(statSync(path('reports')).mode & 0o777).toBe(0o700);
    const [saved = '', ...others] = readdirSync(path('reports'));
    expect([saved, others]).toEqual([expect.stringMatching(/^[\da-f]{32}\.json$/u), []]);
    expect(statSync(join(path('reports'), saved)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(path('reports'), saved), 'utf8'))).toMatchObject({
      id: saved.slice(0, 32),
      report: {
        words: 'A trial report of "relay try".',
        reach: '',
        verdict: null,
        post: { kind: 'message', site: '' },
      },
    });
  });

  it('print one line for each report, in which nothing steers a terminal', async () => {
    const recipient = await generateIdentity(path('key.txt'));
    await sendTrialReport({ url, recipient });
    const written: string[] = [];
    const { fstatSync } = fs;
    // The tests may print into a file.
    fs.fstatSync = (() => ({ isFile: () => false })) as unknown as typeof fstatSync;
    syncBuiltinESMExports();
    vi.spyOn(process.stdout, 'write').mockImplementation((text, done) => {
      written.push(String(text));
      (done as unknown as () => void)();
      return true;
    });
    await pull({ url, identity: path('key.txt'), tokenFile: path('token') });
    fs.fstatSync = fstatSync;
    syncBuiltinESMExports();
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(/^\{[^\p{Cc}]*\}\n$/u);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ report: { categories: ['other'], locale: 'en' } });
  });

  it('say why a report comes without its picture', async () => {
    const recipient = await generateIdentity(path('key.txt'));
    await sendTrialReport({ url, recipient });
    const values = { url, identity: path('key.txt'), tokenFile: path('token'), save: path('reports') };
    warned.length = 0;
    await pull(values);
    expect(warned).toEqual([`1 saved in ${path('reports')}`]);
    const [name = ''] = readdirSync(path('reports'));
    const { report } = JSON.parse(readFileSync(join(path('reports'), name), 'utf8')) as { report: object };
    const picture = { type: 'image/svg+xml', data: 'PHN2Zz4=' };
    const sealed = await sealReportJson(JSON.stringify({ ...report, id: 'a'.repeat(32), picture }), [recipient]);
    expect(await sendReport({ fetch, relayUrl: url }, 'k'.repeat(43), sealed)).toEqual({ done: true });
    await pull(values);
    expect(warned.slice(1)).toEqual([
      expect.stringMatching(/^relay: the picture of [\da-f]{32} was left out: kind$/u),
      `2 saved in ${path('reports')}`,
    ]);
  });

  it('say which report cannot be opened, and end with exit code 1', async () => {
    const recipient = await generateIdentity(path('key.txt'));
    await generateIdentity(path('other.txt'));
    await sendTrialReport({ url, recipient });
    const values = { url, identity: path('other.txt'), tokenFile: path('token'), save: path('reports'), delete: true };
    await expect(pull(values)).rejects.toMatchObject({ code: 1 });
    expect(warned.join('\n')).toMatch(/^relay: [\da-f]{32} \(\d{4}-\d\d-\d\d\) could not be opened: /mu);
    // What nobody could open stays at the relay.
    await pull({ ...values, identity: path('key.txt') });
    expect(warned.at(-1)).toBe(`1 saved in ${path('reports')}`);
  });

  it('take the token from a file or the environment, and warn of one in the arguments', async () => {
    await generateIdentity(path('key.txt'));
    const values = { url, identity: path('key.txt'), save: path('reports') };
    vi.stubEnv('RELAY_TOKEN', undefined);
    await expect(pull(values)).rejects.toThrow('--token-file or RELAY_TOKEN is needed');
    vi.stubEnv('RELAY_TOKEN', readFileSync(path('token'), 'utf8').trim());
    await pull(values);
    expect(warned.join('\n')).not.toContain('--token');
    await pull({ ...values, token: process.env['RELAY_TOKEN'] ?? '' });
    expect(warned.join('\n')).toMatch(/other users of this machine can see --token/u);
    await expect(pull({ ...values, token: 'jlr_wrong' })).rejects.toThrow('the relay does not know this token');
    // As PowerShell writes what `relay token` prints.
    writeFileSync(path('utf16'), Buffer.from(`\uFEFF${tokenOf()}\r\n`, 'utf16le'));
    await pull({ ...values, tokenFile: path('utf16') });
    for (const wrong of ['jlr_secret\nx', 'jlr_secret\u2028x', 'secret', '']) {
      await expect(pull({ ...values, token: wrong })).rejects.toThrow(/^this is no token of a relay: (?!.*secret)/u);
    }
  });

  it('never send a token over the network in the clear', async () => {
    await generateIdentity(path('key.txt'));
    const values = { identity: path('key.txt'), tokenFile: path('token') };
    await expect(pull({ ...values, url: 'http://relay.invalid' })).rejects.toThrow('use an https address');
    await expect(pull(values)).rejects.toThrow('--url is needed');
    writeFileSync(path('empty.txt'), '# nothing\n');
    await expect(pull({ ...values, url, identity: path('empty.txt') })).rejects.toThrow('holds no AGE-SECRET-KEY-1');
  });

  it('say what is wrong when a trial report does not arrive', async () => {
    const recipient = await generateIdentity(path('key.txt'));
    await expect(sendTrialReport({ url: 'http://127.0.0.1:9', recipient })).rejects.toThrow('could not be reached');
    await expect(sendTrialReport({ url: `${url}/elsewhere`, recipient })).rejects.toThrow('but no relay');
    await expect(sendTrialReport({ recipient })).rejects.toThrow('--url is needed');
    await expect(sendTrialReport({ url })).rejects.toThrow('--recipient is needed');
  });
});
