/** Other people's lists: each format, and every line that cannot be listed, named with its reason. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseImportedList } from '../../../hub/channel/list/imports/imported-list.ts';
import { readList } from '../../../hub/channel/list/list-file.ts';
import { createPublisher, succeeds, snapshotFolder, refuses, type Machine } from './publisher-machine.ts';

let anna: Machine;
let dir: string;

beforeEach(async () => {
  ({ anna, dir } = await createPublisher());
});

const WHY = ['--category', 'job-scam', '--evidence', 'PUB-7'];
const listed = async (): Promise<string[]> =>
  Array.from((await readList(dir)).values(), ({ kind, value }) => `${kind} ${value}`).sort();

const json = (value: unknown): Promise<string> => anna.file('list.json', JSON.stringify(value));

const uuid = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const time = '2026-11-01T00:00:00.000Z';

const bundle = (...objects: object[]): object => ({
  type: 'bundle',
  id: `bundle--${uuid(99)}`,
  objects: objects.map((object, at) => ({
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${uuid(at)}`,
    created: time,
    modified: time,
    valid_from: time,
    pattern_type: 'stix',
    ...object,
  })),
});

describe('lists of domains', () => {
  it('imports plain lists, also compressed ones', async () => {
    const text =
      '# a comment\n\nBad-One.example.com\nbad-two.com\nwww.bad-three.net\n  bad-four.org   # why\nthree words here\n';
    const file = anna.path('domains.txt.gz');
    await writeFile(file, gzipSync(text.replace('Bad-One.example.com', 'bad-one.info')));
    const complaint = await refuses('import', dir, file, ...WHY);
    expect(complaint).toContain('nothing was imported');
    expect(await listed()).toEqual([]);
    const output = await succeeds('import', dir, file, ...WHY, '--skip-refused');
    expect(output).toContain('line 7: "three words here": is no domain');
    expect(output).toContain('(domains): 4 added, 0 already listed, 0 repeated, 1 refused, 1 comments');
    expect(await listed()).toEqual([
      'domain bad-four.org',
      'domain bad-one.info',
      'domain bad-three.net',
      'domain bad-two.com',
    ]);
  });

  it('imports hosts files without the names of the machine itself', async () => {
    const file = await anna.file(
      'hosts',
      '127.0.0.1 localhost',
      '::1 ip6-localhost',
      '0.0.0.0 bad-one.info bad-two.com # two',
      '192.168.0.7 printer.example',
      '0.0.0.0 nonsense',
    );
    const output = await succeeds('import', dir, file, ...WHY, '--skip-refused');
    expect(output).toContain('(hosts): 2 added, 0 already listed, 0 repeated, 2 refused, 2 comments');
    expect(output).toMatch(/line 4: .*is no blocking line of a hosts file/u);
    expect(output).toMatch(/line 5: .*is no domain/u);
  });

  it('imports AdBlock filters that block whole domains, and no others', async () => {
    const file = await anna.file(
      'filters.txt',
      '[Adblock Plus 2.0]',
      '! Title: bad ones',
      '||bad-one.info^',
      '||bad-two.com^$all',
      '||bad-three.net^$script',
      '@@||good.example^',
      'shop.example##.banner',
      '||ads.example/path/*',
      '/banner/',
    );
    const output = await succeeds('import', dir, file, ...WHY, '--skip-refused');
    expect(output).toContain('(adblock): 2 added, 0 already listed, 0 repeated, 5 refused, 2 comments');
    for (const [line, reason] of [
      [5, 'only for some requests'],
      [6, 'is an exception'],
      [7, 'hides a part of a page'],
      [8, 'not for a whole domain'],
      [9, 'not for a whole domain'],
    ] as const) {
      expect(output).toMatch(new RegExp(`line ${line}: .*${reason}`, 'u'));
    }
  });

  it('never widens a line to a whole site unasked, and lists no shared hosts, suffixes or protected names', async () => {
    const file = await anna.file(
      'd.txt',
      'help.zendesk.com',
      'bad.github.io',
      'github.io',
      'co.uk',
      't.me',
      'bit.ly',
      'facebook.com',
      'amazon.com',
    );
    const output = await succeeds('import', dir, file, ...WHY, '--skip-refused');
    expect(await listed()).toEqual(['domain bad.github.io']);
    expect(output).toMatch(/line 1: .*names a part of zendesk.com/u);
    expect(output).toMatch(/line 8: .*protected list/u);
    expect(output).toContain('1 added, 0 already listed, 0 repeated, 7 refused');
    expect(await succeeds('import', dir, file, ...WHY, '--skip-refused', '--whole-sites')).toContain(
      'whole site listed: help.zendesk.com: as zendesk.com',
    );
    expect(await listed()).toContain('domain zendesk.com');
  });

  it('refuses a file that names nothing: empty, blank, only comments, a heading, on a first mirror, too', async () => {
    const empty = anna.path('empty.txt');
    for (const text of ['', '\uFEFF', ' \r\n\r\n', '# nothing\n', 'kind,value\n']) {
      await writeFile(empty, text);
      expect(await refuses('import', dir, empty, ...WHY), text).toContain(
        'empty.txt names no indicator: it is empty, or holds comments only. Nothing was changed.',
      );
    }
    await writeFile(empty, gzipSync(''));
    expect(await refuses('import', dir, empty, ...WHY, '--mirror')).toContain('names no indicator');
  });

  it('leaves known entries unchanged, renews them with --renew, and removes missing ones with --mirror', async () => {
    await succeeds(
      'add',
      dir,
      await anna.file(
        'own.csv',
        'kind,value,category,evidence,listed_on,expires_on',
        'domain,bad-one.info,trafficking,OWN-1,2026-01-02,2026-12-31',
      ),
    );
    const file = await anna.file('d.txt', 'bad-one.info', 'www.bad-one.info', 'bad-two.com', 'bad-three.net');
    expect(await succeeds('import', dir, file, ...WHY)).toContain('2 added, 1 already listed, 1 repeated, 0 refused');
    const entryOf = async (value: string) =>
      Array.from((await readList(dir)).values()).find((each) => each.value === value);
    expect(await entryOf('bad-one.info')).toMatchObject({ evidence: 'OWN-1', expiresOn: '2026-12-31' });
    await succeeds('import', dir, file, ...WHY, '--renew');
    expect(await entryOf('bad-one.info')).toMatchObject({ evidence: 'OWN-1', listedOn: '2026-01-02' });
    expect((await entryOf('bad-one.info'))?.expiresOn).not.toBe('2026-12-31');
    await anna.file('d.txt', 'bad-two.com');
    expect(await succeeds('import', dir, file, ...WHY, '--mirror')).toContain('1 removed');
    expect(await listed()).toEqual(['domain bad-one.info', 'domain bad-two.com']);
  });

  it('writes every refused line to a file when there are too many for a screen', async () => {
    const lines = Array.from({ length: 3000 }, (_, at) => (at % 2 === 0 ? `bad-${at}.com` : `part.of-${at}.com`));
    const file = await anna.file('many.txt', ...lines);
    expect(await refuses('import', dir, file, ...WHY)).toContain('1500 lines are refused');
    const output = await succeeds('import', dir, file, ...WHY, '--skip-refused', '--report', anna.path('report.csv'));
    expect(output).toMatch(/1500 refused: names a part of a site.*line 2: part.of-1.com/u);
    const report = (await readFile(anna.path('report.csv'), 'utf8')).trimEnd().split('\n');
    expect(report).toHaveLength(1501);
    expect(report[1500]).toContain('line 3000,part.of-2999.com,');
    expect(await listed()).toHaveLength(1500);
  });
});

describe('an import without a reason', () => {
  it('is refused before anything is read into the list', async () => {
    const file = await anna.file('d.txt', 'bad-one.info');
    const before = await snapshotFolder(dir);
    expect(await refuses('import', dir, anna.path('none'), ...WHY)).toContain('cannot be read');
    expect(await refuses('import', anna.path('none'), file, ...WHY)).toContain('is no channel');
    const csv = await anna.file(
      'c.csv',
      'kind,value,category,evidence',
      'line,gold.hr,,',
      'line,silver.hr,trafficking,E-2',
    );
    expect(await refuses('import', dir, csv)).toContain('nothing was imported');
    expect(await snapshotFolder(dir)).toEqual(before);
    expect(await succeeds('import', dir, csv, ...WHY)).toContain('(csv): 2 added');
    expect(existsSync(`${csv}.refused.csv`)).toBe(false);
  });
});

describe('allow entries of others', () => {
  it('are refused, except where the publisher says that the whole list holds them', async () => {
    const file = await anna.csv('telegram,gold_hr88,trafficking,E-1', 'telegram,silver_hr88,verified,E-2');
    const output = await succeeds('import', dir, file, '--category', 'trafficking', '--skip-refused');
    expect(output).toContain('line 3: "silver_hr88": would clear it (verified), which only "channel add" does');
    expect(await listed()).toEqual(['telegram gold_hr88']);
    expect(await succeeds('import', dir, file, '--category', 'verified')).toContain('1 added, 1 already listed');
  });
});

describe('STIX 2.1', () => {
  it('may begin with a mark of byte order', async () => {
    const text = JSON.stringify(bundle({ pattern: "[domain-name:value = 'bad-one.example.com']" }));
    const file = await anna.file('marked.json', `\uFEFF${text}`);
    expect(await succeeds('import', dir, file, ...WHY, '--whole-sites')).toContain('(stix): 1 added');
  });

  it('imports indicators that identify one party, with their own references', async () => {
    const expiresOn = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10);
    const file = await json(
      bundle(
        { pattern: "[domain-name:value = 'bad-one.info']", valid_until: `${expiresOn}T00:00:00.000Z` },
        { pattern: "[domain-name:value = 'bad-two.com' OR email-addr:value = 'hr@bad-two.com']" },
        { pattern: "[domain-name:value = 'bad-three.net'] OR [url:value = 'https://bad-four.org']" },
        { pattern: "[user-account:account_type = 'telegram' AND user-account:account_login = 'gold_hr88']" },
        { pattern: "[url:value = 'https://t.me/silver_hr']" },
        { id: `identity--${uuid(7)}`, type: 'identity', name: 'Partner' },
      ),
    );
    expect(await succeeds('import', dir, file, '--category', 'trafficking')).toContain(
      '(stix): 7 added, 0 already listed, 0 repeated, 0 refused',
    );
    expect(await listed()).toEqual([
      'domain bad-four.org',
      'domain bad-one.info',
      'domain bad-three.net',
      'domain bad-two.com',
      'email hr@bad-two.com',
      'telegram gold_hr88',
      'telegram silver_hr',
    ]);
    const entries = Array.from((await readList(dir)).values());
    expect(entries.find(({ value }) => value === 'bad-one.info')).toMatchObject({
      evidence: `indicator--${uuid(0)}`,
      category: 'trafficking',
      expiresOn,
    });
  });

  const cases: [string, object, RegExp][] = [
    ['revoked', { pattern: "[domain-name:value = 'a-b.com']", revoked: true }, /was withdrawn by the partner/u],
    ['benign', { pattern: "[domain-name:value = 'a-b.com']", indicator_types: ['benign'] }, /its type is benign/u],
    ['negated', { pattern: "[domain-name:value != 'a-b.com']" }, /needs more than a value/u],
    ['a pattern of text', { pattern: "[domain-name:value LIKE '%job%']" }, /needs more than a value/u],
    [
      'two things at once',
      { pattern: "[domain-name:value = 'a-b.com' AND ipv4-addr:value = '1.2.3.4']" },
      /needs several values together/u,
    ],
    [
      'a sequence',
      { pattern: "[domain-name:value = 'a-b.com'] FOLLOWEDBY [url:value = 'https://c-d.com']" },
      /needs several values together/u,
    ],
    ['a file', { pattern: "[file:hashes.MD5 = 'd41d8']" }, /is not a kind of indicator here/u],
    ['another language', { pattern: 'rule x {}', pattern_type: 'yara' }, /its pattern is in yara/u],
    ['a page of a site', { pattern: "[url:value = 'https://good-shop.com/hacked']" }, /names a part of good-shop.com/u],
    [
      'not for the public',
      {
        pattern: "[domain-name:value = 'a-b.com']",
        object_marking_refs: ['marking-definition--f88d31f6-486f-44da-b317-01333bde0b82'],
      },
      /TLP:AMBER/u,
    ],
  ];
  it.each(cases)('does not list what is %s, and says why', async (_name, object, reason) => {
    const output = await succeeds('import', dir, await json(bundle(object)), ...WHY, '--skip-refused');
    expect(output).toMatch(reason);
    expect(output).toContain('1 refused');
    expect(await listed()).toEqual([]);
  });
});

describe('MISP', () => {
  const event = (Attribute: object[], more: object = {}): object => ({
    Event: { uuid: uuid(50), info: 'case', Attribute, ...more },
  });

  it('imports attributes and objects that are marked as indicators', async () => {
    const file = await json(
      event(
        [
          { uuid: uuid(1), type: 'domain', value: 'bad-one.info', to_ids: true },
          { uuid: uuid(2), type: 'domain|ip', value: 'bad-two.com|198.51.100.7', to_ids: '1' },
          { uuid: uuid(3), type: 'email-src', value: 'hr@bad-three.net', to_ids: true },
          { uuid: uuid(4), type: 'phone-number', value: '+66812345678', to_ids: true },
        ],
        {
          Object: [
            {
              name: 'telegram-account',
              Attribute: [
                { uuid: uuid(5), type: 'text', object_relation: 'username', value: '@gold_hr88', to_ids: true },
              ],
            },
          ],
        },
      ),
    );
    expect(await succeeds('import', dir, file, '--category', 'trafficking')).toContain('(misp): 5 added');
    expect(await listed()).toEqual([
      'domain bad-one.info',
      'domain bad-two.com',
      'email hr@bad-three.net',
      'phone +66812345678',
      'telegram gold_hr88',
    ]);
    expect(Array.from((await readList(dir)).values()).map(({ evidence }) => evidence)).toContain(uuid(2));
    // The form in which a server answers a search.
    expect(parseImportedList(JSON.stringify({ response: [event([])] }), 'x').format).toBe('misp');
  });

  const good = { uuid: uuid(1), type: 'domain', value: 'a-b.com', to_ids: true };
  const cases: [string, object, RegExp][] = [
    ['not an indicator', event([{ ...good, to_ids: false }]), /not marked for detection/u],
    ['deleted', event([{ ...good, deleted: true }]), /was withdrawn by the partner/u],
    ['of a kind that is not listed', event([{ ...good, type: 'md5' }]), /md5 is not a kind of indicator here/u],
    ['not for the public', event([{ ...good, Tag: [{ name: 'tlp:red' }] }]), /TLP:RED/u],
    [
      'in an event that is not for the public',
      event([good], { Tag: [{ name: 'tlp:amber+strict' }] }),
      /TLP:AMBER\+STRICT/u,
    ],
  ];
  it.each(cases)('does not list what is %s, and says why', async (_name, whole, reason) => {
    const output = await succeeds('import', dir, await json(whole), ...WHY, '--skip-refused');
    expect(output).toMatch(reason);
    expect(await listed()).toEqual([]);
  });

  it('names a file that is neither', async () => {
    expect(await refuses('import', dir, await json({ some: 'thing' }), ...WHY)).toContain('is no MISP event');
    expect(await refuses('import', dir, await anna.file('x.json', '{"type": "bundle"'), ...WHY)).toContain(
      'is not JSON',
    );
    expect(await refuses('import', dir, await json({ type: 'bundle' }), ...WHY)).toContain('is no STIX 2.1 bundle');
  });
});
