/** Before a signature: what changes, in words, and what is more often a mistake than a wish. */
import { readFile, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { employerLabels } from '../../../hub/channel/look-alike.ts';
import { readProtectedNames } from '../../../hub/channel/protected-names.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import { done, everythingIn, machine, refused, type Machine } from './publisher.ts';

let anna: Machine;
let dir: string;
const rows = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `domain,offer-${at}-desk.com,job-scam,E-${at}`);

beforeEach(async () => {
  anna = await machine();
  dir = anna.path('list');
  await done('init', dir, '--one-person', '--publisher', 'Example');
});

describe('diff', () => {
  it('counts what is new, removed, changed and disputed, and names it', async () => {
    await done('add', dir, await anna.csv(...rows(415)));
    await done('sign', dir);
    expect(await done('diff', dir)).toContain('0 new, 0 removed, 0 disputed. The list then has 415 entries.');
    await done(
      'remove',
      dir,
      await anna.file('gone.csv', 'kind,value', ...['1', '2', '3'].map((at) => `domain,offer-${at}-desk.com`)),
    );
    await done(
      'add',
      dir,
      await anna.csv(...Array.from({ length: 12 }, (_, at) => `line,hr.${at}x,trafficking,N-${at}`)),
    );
    const disputed = ['kind,value,category,evidence,disputed_since', 'domain,offer-7-desk.com,job-scam,E-7,2026-11-20'];
    await done('add', dir, await anna.file('disputed.csv', ...disputed));
    const said = await done('diff', dir);
    expect(said).toMatch(/^12 new, 3 removed, 1 changed, 1 disputed\. The list then has 424 entries\./u);
    expect(said).toContain('removed: domain offer-2-desk.com');
    expect(said).toContain('disputed: domain offer-7-desk.com');
    expect(said).toContain('new: and 2 more');
    expect(await done('diff', dir, '--all')).toContain('new: line hr.11x');
    const before = await everythingIn(dir);
    await done('diff', dir);
    expect(await everythingIn(dir)).toEqual(before);
  });

  it('refuses names like large employers, and much going at once, unless confirmed', async () => {
    await done('add', dir, await anna.csv(...rows(40)));
    await done('sign', dir);
    await done(
      'add',
      dir,
      await anna.csv('domain,amazon-hiring-th.com,impersonation,A-1', 'telegram,@arnazon_jobs,impersonation,A-2'),
    );
    const said = await refused('sign', dir);
    expect(said).toContain('2 look like large employers. Nothing was signed.');
    expect(await done('verify', dir)).toContain('version 1');
    expect(await done('sign', dir, '--confirm')).toContain('looks like amazon.com: telegram arnazon_jobs');
    // Once confirmed, they are asked about no more.
    await done('sign', dir);
    await done(
      'remove',
      dir,
      await anna.file('gone.csv', 'kind,value', ...rows(15).map((row) => row.split(',', 2).join(','))),
    );
    expect(await refused('sign', dir)).toContain('15 of 42 entries would go at once');
    expect(await done('sign', dir, '--confirm')).toContain('Signed: 27 entries');
  });

  it('lets an allow entry of a large employer pass, and asks when it becomes an accusation', async () => {
    await done('add', dir, await anna.csv('domain,amazon.com,verified,V-1'));
    expect(await done('sign', dir)).toContain('Signed: 1 entries');
    expect(await refused('add', dir, await anna.csv('domain,amazon.com,job-scam,V-2'))).toContain('protected list');
    await done('add', dir, await anna.csv('domain,amazon.com,job-scam,V-2'), '--yes-really');
    expect(await refused('sign', dir)).toContain('1 looks like a large employer');
  });

  it('asks about a protected name that was written into the list by hand, past "add"', async () => {
    await done('add', dir, await anna.csv('line,gold.hr,trafficking,E-1'));
    const list = anna.path('list', 'list.csv');
    await writeFile(list, `${await readFile(list, 'utf8')}domain,amazon.com,job-scam,E-2,2026-11-01,2027-11-01,\n`);
    expect(await refused('sign', dir)).toContain('1 looks like a large employer');
  });
});

describe('likeness', () => {
  const like = async (...indicators: Indicator[]): Promise<(string | null)[]> => {
    const labels = employerLabels(await readProtectedNames());
    return indicators.map((indicator) => labels.likenessOf(indicator));
  };

  it('sees through hyphens, digits, look-alike letters and mail addresses', async () => {
    expect(
      await like(
        { kind: 'domain', value: 'amazon.com' },
        { kind: 'domain', value: 'amazonhiring.top' },
        { kind: 'domain', value: 'thai-amaz0n.work' },
        { kind: 'email', value: 'hr@amazon-careers.com' },
        { kind: 'telegram', value: 'hr_microsoft_th' },
        { kind: 'company', value: 'microsoftthailand' },
      ),
    ).toEqual(Array.from({ length: 6 }, () => expect.stringMatching(/amazon|microsoft/u)));
  });

  it('leaves ordinary names alone', async () => {
    expect(
      await like(
        { kind: 'domain', value: 'golden-triangle-jobs.com' },
        { kind: 'domain', value: 'work-abroad-now.net' },
        { kind: 'telegram', value: 'gold_hr88' },
        { kind: 'company', value: 'kingsromanscustomerservice' },
        { kind: 'phone', value: '+66812345678' },
        { kind: 'text', value: '0123456789abcdef' },
      ),
    ).toEqual([null, null, null, null, null, null]);
  });
});
