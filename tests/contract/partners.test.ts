/** A list handed to a partner and read back, by the commands that a publisher types. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addIndicators } from '../../hub/channel/list/add-indicators.ts';
import { initChannel } from '../../hub/channel/key-files/init-channel.ts';
import { signChannel } from '../../hub/channel/signing/sign-channel.ts';
import { schemaErrors } from '../../hub/partners/validate.ts';

const folder = mkdtempSync(join(tmpdir(), 'partners-'));
const dir = join(folder, 'list');
afterAll(() => rmSync(folder, { recursive: true }));

const ROWS = [
  'telegram,@gold_hr88,trafficking,SECRET-1,',
  'phone,+66 81 234 5678,trafficking,SECRET-1,',
  'domain,jobs.golden-example.com,job-scam,SECRET-2,',
  'company,"Golden Example Co., Ltd.",impersonation,SECRET-3,',
  'line,@silver_hr,trafficking,SECRET-4,2026-11-20',
];

beforeAll(async () => {
  const now = Date.now();
  await initChannel({ dir, publisher: 'Example Shelter', onePerson: true, recipients: [], now });
  await addIndicators({ dir, csv: csvOf(ROWS), now });
  await signChannel({ dir, now });
  await addIndicators({ dir, csv: csvOf(['email,unsigned@golden-example.com,job-scam,SECRET-5,']), now });
});

const csvOf = (rows: readonly string[]): string => `kind,value,category,evidence,disputed_since\n${rows.join('\n')}\n`;

function partners(...args: string[]): { code: number | null; out: string; err: string } {
  const done = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'hub/hub.ts', 'partners', ...args],
    {
      encoding: 'utf8',
    },
  );
  return { code: done.status, out: done.stdout, err: done.stderr };
}

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe.each(['stix', 'misp', 'csv'])('as %s', (format) => {
  it('a partner gets what is published and undisputed, without evidence, and can list it', () => {
    const { code, out, err } = partners('export', dir, '--format', format);
    expect([code, out.includes('SECRET')]).toEqual([0, false]);
    expect(err).toContain('line @silver_hr is disputed since 2026-11-20');
    expect(err).toContain('email unsigned@golden-example.com is not published');
    expect(err).toContain('4 entries, 2 left out.');
    const read = partners('import', written(`list.${format}`, out));
    const lines = read.out.trim().split('\n').slice(1);
    expect(lines.map((line) => line.split(',').slice(0, 3).join(' ')).sort()).toEqual([
      'company goldenexample impersonation',
      'domain golden-example.com job-scam',
      "phone '+66812345678 trafficking",
      'telegram gold_hr88 trafficking',
    ]);
    // Every line names who said it, as `channel add` asks of evidence.
    for (const line of lines) expect(line.split(',')[3]).toMatch(/^Example Shelter: /u);
  });

  it('evidence references go along when asked for, and are then not for the public', () => {
    const { out } = partners('export', dir, '--format', format, '--evidence');
    expect(out).toContain('SECRET-1');
    const read = partners('import', written(`evidence.${format}`, out));
    expect(read.code).toBe(1);
    expect(read.err).toContain('TLP:AMBER');
  });
});

describe('the recruitment fields of HTCDS', () => {
  it('are written a row a case, of trafficking only, without references', () => {
    expect(partners('export', dir, '--format', 'htcds').out).toBe(
      'vic_MethodOfRecruitment,vic_LocationOfRecruitment,vic_RecruitmentWebsitesAndApps\nThroughOnlineSocialNetworks,,Telegram\n',
    );
    const places = written('places.csv', 'evidence,location\nSECRET-1,Poipet\n');
    const more = partners('export', dir, '--format', 'htcds', '--evidence', '--locations', places);
    expect(more.out).toContain('ThroughOnlineSocialNetworks,Poipet,Telegram,SECRET-1\n');
    expect(partners('export', dir, '--format', 'htcds', '--locations', places).code).toBe(2);
  });

  it('are read from a case file, of which nothing else is seen', () => {
    const file = written(
      'cases.csv',
      [
        'per_FirstName,vic_MethodOfRecruitment,Recruitment Websites and Apps,per_Age',
        'Nadia,ThroughOnlineSocialNetworks;Through friends or social events,Telegram;Line,19',
        'Somchai,By a secret way of Somchai,Facebook Messenger,20',
      ].join('\n'),
    );
    const { code, out, err } = partners('import', file);
    expect(code).toBe(0);
    expect(out).toBe(
      'vic_MethodOfRecruitment,vic_LocationOfRecruitment,vic_RecruitmentWebsitesAndApps\nThroughOnlineSocialNetworks;ThroughFriendsOrSocialEvents,,Telegram;Line\nOther,,FacebookMessenger\n',
    );
    expect(err).toContain('line 3: a value of vic_MethodOfRecruitment is none of the standard');
    for (const own of ['Nadia', 'Somchai', '19', 'secret']) expect(out + err).not.toContain(own);
  });
});

it('says what it cannot use, and what a page would list', () => {
  const file = written(
    'partner.csv',
    'kind,value,category,expires_on\ndomain,https://shop.golden-example.com/jobs/7,,\ndomain,old-example.com,job-scam,2020-01-01\nphone,12,job-scam,\n',
  );
  const none = partners('import', file);
  expect([none.code, none.err.match(/left out:/gu)?.length]).toEqual([1, 3]);
  const some = partners('import', file, '--category', 'trafficking', '--partner', 'Other NGO');
  expect(some.err).toContain('would list the whole of golden-example.com');
  expect(some.out).toContain('domain,golden-example.com,trafficking,Other NGO: line 2,');
  expect(partners('import', file, '--category', 'bad').code).toBe(2);
  expect(partners('export', dir, '--format', 'xml').code).toBe(2);
  expect(partners('export', folder, '--format', 'csv').err).toContain('is no channel');
});

/** Fetched by whoever wants to check: they are not ours to ship. See docs/publisher/partners.md. */
const SCHEMAS = process.env['PARTNER_SCHEMAS'] ?? '.schemas';

it.skipIf(!existsSync(SCHEMAS))(
  `what is written holds by the formats' own schemas (skipped without ${SCHEMAS})`,
  async () => {
    for (const [format, schema] of [
      ['stix', 'schemas'],
      ['misp', 'misp.json'],
    ] as const) {
      for (const more of [[], ['--evidence']]) {
        const value: unknown = JSON.parse(partners('export', dir, '--format', format, ...more).out);
        expect(await schemaErrors(value, join(SCHEMAS, schema))).toEqual([]);
      }
    }
    const broken = JSON.parse(partners('export', dir, '--format', 'stix').out) as { objects: { id: string }[] };
    (broken.objects[3] as { id: string }).id = 'x';
    expect(await schemaErrors(broken, join(SCHEMAS, 'schemas'))).not.toEqual([]);
  },
);

it('validates a file at the command line', () => {
  const schema = written('schema.json', JSON.stringify({ type: 'object', required: ['Event'] }));
  expect(partners('validate', written('a.json', '{"Event":{}}'), '--schema', schema).out.trim()).toBe('valid');
  expect(partners('validate', written('b.json', '{}'), '--schema', schema).code).toBe(1);
  expect(readFileSync('docs/publisher/partners.md', 'utf8')).toContain('partners validate');
  expect(execFileSync(process.execPath, ['hub/hub.ts', '--help'], { encoding: 'utf8' })).toContain('partners');
});
