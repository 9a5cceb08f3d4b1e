/** Which lines of other people's lists name a domain, and why the others do not. */
import { describe, expect, it } from 'vitest';
import { parseDomainLines, type LineFormat } from '../../../hub/channel/list/imports/domain-lines.ts';
import { parseImportedList } from '../../../hub/channel/list/imports/imported-list.ts';

const read = (format: LineFormat, ...lines: string[]) => parseDomainLines(lines.join('\n'), format);
const values = (format: LineFormat, ...lines: string[]): (string | undefined)[] =>
  read(format, ...lines).rows.map(({ cells }) => cells['value']);
const reason = (format: LineFormat, line: string): string => read(format, line).refused[0]?.reason ?? 'none';

describe('a plain list', () => {
  it('has comments in four forms, and notes after a domain', () => {
    const list = read(
      'domains',
      '\uFEFF# one',
      '! two',
      '; three',
      '// four',
      '',
      ' bad-one.com  # why\r',
      'bad-two.com',
    );
    expect(list).toEqual({
      rows: [
        { place: 'line 6', cells: { kind: 'domain', value: 'bad-one.com' } },
        { place: 'line 7', cells: { kind: 'domain', value: 'bad-two.com' } },
      ],
      refused: [],
      comments: 4,
    });
  });

  it('of an old Mac has lines that end with a carriage return alone', () => {
    expect(parseDomainLines('bad-one.com\rbad-two.com\r\rbad-three.com', 'domains').rows).toEqual([
      { place: 'line 1', cells: { kind: 'domain', value: 'bad-one.com' } },
      { place: 'line 2', cells: { kind: 'domain', value: 'bad-two.com' } },
      { place: 'line 4', cells: { kind: 'domain', value: 'bad-three.com' } },
    ]);
  });

  const label = (length: number): string => 'a'.repeat(length);
  it.each([
    'a.bc',
    'bad-one.co.th',
    '_dmarc.bad_one.com',
    'xn--12c1fe0br.xn--o3cw4h',
    'งาน.ไทย',
    'bad-one.com.',
    `${label(63)}.com`,
    `a.${label(63)}`,
  ])('names the domain %s', (domain) => {
    expect(values('domains', domain)).toEqual([domain]);
  });

  it.each([
    'localhost',
    'bad one.com',
    '-bad.com',
    'bad-.com',
    'bad..com',
    '.bad.com',
    'bad.com..',
    'bad.c-',
    'bad.c',
    `${label(64)}.com`,
    `a.${label(64)}`,
    'https://bad.com',
    'bad.com/x',
    'bad.com,',
  ])('does not name one in %s', (line) => {
    expect(read('domains', line)).toMatchObject({ rows: [], refused: [{ place: 'line 1', reason: 'is no domain' }] });
  });
});

describe('a hosts file', () => {
  it.each(['0.0.0.0', '127.0.0.1', '::', '::1', 'fe80::1%lo0', 'ff02::1', '255.255.255.255'])(
    'blocks by the address %s',
    (address) => {
      expect(values('hosts', `${address}\tbad-one.com  bad-two.com# both`)).toEqual(['bad-one.com', 'bad-two.com']);
    },
  );

  it.each(['10.0.0.1 bad.com', '127.0.0.10 bad.com', '1127.0.0.1 bad.com', '::2 bad.com', 'bad.com'])(
    'blocks nothing by %s',
    (line) => {
      expect(reason('hosts', line)).toBe('is no blocking line of a hosts file (0.0.0.0 or 127.0.0.1, and a name)');
    },
  );

  it('leaves out the names of the machine itself, in any letters', () => {
    const own =
      'localhost localhost.localdomain local broadcasthost ip6-localhost ip6-loopback ip6-localnet ip6-mcastprefix ip6-allnodes ip6-allrouters ip6-allhosts 0.0.0.0';
    for (const name of own.split(' ')) {
      for (const line of [`0.0.0.0 ${name}`, `0.0.0.0 ${name.toUpperCase()}`])
        expect(read('hosts', line), line).toEqual({ rows: [], refused: [], comments: 1 });
    }
    expect(values('hosts', '0.0.0.0 localhost bad.com')).toEqual(['bad.com']);
  });

  it('has comments after a hash', () => {
    expect(read('hosts', '# all', '   # more', '127.0.0.1')).toEqual({ rows: [], refused: [], comments: 3 });
  });
});

describe('filters', () => {
  it.each(['', '^', '^$all', '$document', '^$doc', '^$popup', '^$important', '^$third-party,important', '^$3p,all'])(
    'block a whole domain with "%s" after it',
    (end) => {
      expect(values('adblock', `||bad-one.com${end}`)).toEqual(['bad-one.com']);
    },
  );

  it.each([
    ['||bad.com^$script', 'holds only for some requests ($script)'],
    ['||bad.com^$all,script', 'holds only for some requests ($all,script)'],
    ['||bad.com^$', 'holds only for some requests ($)'],
    ['@@||good.com^', 'is an exception: it names what is not to be blocked'],
    ['shop.com##.banner', 'hides a part of a page, and names no whole site'],
    ['shop.com#@#.banner', 'hides a part of a page, and names no whole site'],
    ['##.banner', 'hides a part of a page, and names no whole site'],
    ['||ads.com/path', 'is a filter for addresses, not for a whole domain (||domain^)'],
    ['|bad.com^', 'is a filter for addresses, not for a whole domain (||domain^)'],
    ['bad.com', 'is a filter for addresses, not for a whole domain (||domain^)'],
    ['||*.com^', 'is a filter for addresses, not for a whole domain (||domain^)'],
    ['||bad^', 'is no domain'],
  ])('do not in %s', (line, words) => {
    expect(read('adblock', line).rows).toEqual([]);
    expect(reason('adblock', line)).toBe(words);
  });

  it('have comments and a head', () => {
    expect(read('adblock', '! one', '[Adblock Plus 2.0]', '# two', '#', '||bad.com^')).toMatchObject({
      rows: [{ place: 'line 5' }],
      refused: [],
      comments: 4,
    });
  });
});

describe('the format of a list', () => {
  const formatOf = (text: string): string => parseImportedList(text, 'x').format;

  it.each<[string, string]>([
    ['kind,value\ndomain,bad.com', 'csv'],
    ['\uFEFF"Value","kind"\n', 'csv'],
    ['\n\nkind,value\n', 'csv'],
    ['[Adblock Plus]\nbad.com', 'adblock'],
    ['! note\nbad.com\n||bad.com^', 'adblock'],
    ['bad.com\n@@||good.com^', 'adblock'],
    ['# note\n127.0.0.1 bad.com', 'hosts'],
    ['::1 localhost\n', 'hosts'],
    ['bad.com\n0.0.0.0 worse.com', 'hosts'],
    ['bad.com\n', 'domains'],
    ['0.0.0.0\n', 'domains'],
    ['bad.com # not 0.0.0.0 bad.com\n', 'domains'],
    ['kind of bad.com\n', 'domains'],
    ['', 'domains'],
  ])('is read from %j: %s', (text, format) => {
    expect(formatOf(text)).toBe(format);
  });

  it('is what the command says, whatever the list looks like', () => {
    expect(parseImportedList('bad.com\n||worse.com^', 'x', 'domains')).toMatchObject({
      format: 'domains',
      rows: [{ cells: { value: 'bad.com' } }],
      refused: [{ text: '||worse.com^' }],
    });
    expect(() => parseImportedList('[{"a"', 'x.json')).toThrow('x.json is not JSON: ');
  });
});
