/** Before a signature: every change in words, and questions about changes that are usually mistakes. */
import { readFile, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { lookAlikeIndex } from '../../../hub/channel/list/look-alike-index.ts';
import { readProtectedNames } from '../../../hub/channel/list/protected-names.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import { createPublisher, succeeds, snapshotFolder, refuses, type Machine } from './publisher-machine.ts';

let anna: Machine;
let dir: string;
const rows = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `domain,offer-${at}-desk.com,job-scam,E-${at}`);

beforeEach(async () => {
  ({ anna, dir } = await createPublisher());
});

describe('diff', () => {
  it('counts what is new, removed, changed and disputed, and names it', async () => {
    await succeeds('add', dir, await anna.csv(...rows(415)));
    await succeeds('sign', dir);
    expect(await succeeds('diff', dir)).toContain('0 new, 0 removed, 0 disputed. The list then has 415 entries.');
    await succeeds(
      'remove',
      dir,
      await anna.file('gone.csv', 'kind,value', ...['1', '2', '3'].map((at) => `domain,offer-${at}-desk.com`)),
    );
    await succeeds(
      'add',
      dir,
      await anna.csv(...Array.from({ length: 12 }, (_, at) => `line,hr.${at}x,trafficking,N-${at}`)),
    );
    const disputed = ['kind,value,category,evidence,disputed_since', 'domain,offer-7-desk.com,job-scam,E-7,2026-11-20'];
    await succeeds('add', dir, await anna.file('disputed.csv', ...disputed));
    const output = await succeeds('diff', dir);
    expect(output).toMatch(/^12 new, 3 removed, 1 changed, 1 disputed\. The list then has 424 entries\./u);
    expect(output).toContain('removed: domain offer-2-desk.com');
    expect(output).toContain('disputed: domain offer-7-desk.com');
    expect(output).toContain('new: and 2 more');
    expect(await succeeds('diff', dir, '--all')).toContain('new: line hr.11x');
    const before = await snapshotFolder(dir);
    await succeeds('diff', dir);
    expect(await snapshotFolder(dir)).toEqual(before);
  });

  it('refuses names like large employers, and many removals at once, unless confirmed', async () => {
    await succeeds('add', dir, await anna.csv(...rows(40)));
    await succeeds('sign', dir);
    await succeeds(
      'add',
      dir,
      await anna.csv('domain,amazon-hiring-th.com,impersonation,A-1', 'telegram,@arnazon_jobs,impersonation,A-2'),
    );
    const output = await refuses('sign', dir);
    expect(output).toContain('2 look like large employers. Nothing was signed.');
    expect(await succeeds('verify', dir)).toContain('version 1');
    expect(await succeeds('sign', dir, '--confirm')).toContain('looks like amazon.com: telegram arnazon_jobs');
    // Once confirmed, they are asked about no more.
    await succeeds('sign', dir);
    await succeeds(
      'remove',
      dir,
      await anna.file('gone.csv', 'kind,value', ...rows(15).map((row) => row.split(',', 2).join(','))),
    );
    expect(await refuses('sign', dir)).toContain('15 of 42 entries would be removed at once');
    expect(await succeeds('sign', dir, '--confirm')).toContain('Signed: 27 entries');
  });

  it('lets an allow entry of a large employer pass, and asks when it becomes an accusation', async () => {
    await succeeds('add', dir, await anna.csv('domain,amazon.com,verified,V-1'));
    expect(await succeeds('sign', dir)).toContain('Signed: 1 entries');
    expect(await refuses('add', dir, await anna.csv('domain,amazon.com,job-scam,V-2'))).toContain('protected list');
    await succeeds('add', dir, await anna.csv('domain,amazon.com,job-scam,V-2'), '--yes-really');
    expect(await refuses('sign', dir)).toContain('1 looks like a large employer');
  });

  it('asks about a protected name that was written into the list by hand, past "add"', async () => {
    await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1'));
    const list = anna.path('list', 'list.csv');
    await writeFile(list, `${await readFile(list, 'utf8')}domain,amazon.com,job-scam,E-2,2026-11-01,2027-11-01,\n`);
    expect(await refuses('sign', dir)).toContain('1 looks like a large employer');
  });
});

describe('likeness', () => {
  const like = async (...indicators: Indicator[]): Promise<(string | null)[]> => {
    const labels = lookAlikeIndex(await readProtectedNames());
    return indicators.map((indicator) => labels.lookAlikeOf(indicator));
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
