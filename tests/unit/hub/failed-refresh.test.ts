/** `refresh` in a timer: whoever reads its log must see that it fails, until when readers have a valid list, and the way out. */
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { createPublisher, refuses, runChannel, snapshotFolder, succeeds } from './publisher-machine.ts';

const DAY = 86_400_000;
let dir: string;
let expiry: string;
beforeEach(async () => {
  // A real clock would turn midnight within a test once a year.
  vi.useFakeTimers({ now: Date.parse('2026-12-02T12:00:00Z'), toFake: ['Date'] });
  ({ dir } = await createPublisher());
  await succeeds('sign', dir);
  expiry = '2026-12-09';
});

/** The folder as after a command that was broken off before its last file, with a command in between. */
async function breakOff(): Promise<void> {
  const timestamp = join(dir, 'public', 'timestamp.json');
  await cp(timestamp, `${dir}.timestamp`);
  await succeeds('refresh', dir);
  await cp(`${dir}.timestamp`, timestamp);
}

it('fails at every run with the day until which readers have a valid list, until a person confirms', async () => {
  await breakOff();
  const before = await snapshotFolder(dir);
  for (let run = 0; run < 2; run += 1) {
    const complaint = await refuses('refresh', dir);
    expect(complaint.split('\n')[0]).toBe(
      `note: This refresh failed. Readers have a valid list until ${expiry}, and are then told that it is old.`,
    );
    expect(complaint).toMatch(/2\.snapshot\.json is signed, and timestamp\.json does not name it/u);
    expect(complaint).toMatch(/If no other machine signs here: the same command with --confirm\.$/u);
    expect(await snapshotFolder(dir)).toEqual(before);
  }
  await succeeds('refresh', dir, '--confirm');
  expect(await succeeds('refresh', dir)).toContain('timestamp 3');
});

it('says that the list has expired already', async () => {
  await breakOff();
  vi.setSystemTime(Date.now() + 8 * DAY);
  expect(await refuses('refresh', dir)).toContain(
    `note: This refresh failed. Readers are told since ${expiry} that the list is old.`,
  );
});

it('says so for every reason: a wrong clock, a lock, a lost key', async () => {
  const note = new RegExp(`^note: This refresh failed\\. Readers have a valid list until ${expiry}`, 'u');
  vi.setSystemTime(Date.now() - 30 * DAY);
  expect(await refuses('refresh', dir)).toMatch(note);
  vi.setSystemTime(Date.now() + 30 * DAY);
  const lock = { command: 'channel sign', pid: 1, host: 'another', since: '2026-12-02T11:00:00Z', id: 'x' };
  await writeFile(join(dir, 'in-use.json'), JSON.stringify(lock));
  expect(await refuses('refresh', dir)).toMatch(note);
  await rm(join(dir, 'in-use.json'));
  await rm(join(dir, 'keys', 'online-1.pem'));
  expect(await refuses('refresh', dir)).toMatch(note);
});

it('says nothing of readers where nothing was published yet', async () => {
  await rm(join(dir, 'public', 'timestamp.json'));
  expect(await refuses('refresh', dir)).not.toContain('Readers');
});

it('says what expires soon, and fails once the list key must sign: no timer has that one', async () => {
  const days = async (count: number): Promise<string> => {
    vi.setSystemTime(Date.now() + count * DAY);
    const [code, out, err] = await runChannel('refresh', dir);
    expect(out).toContain('Signed: ');
    return `${code} ${err}`;
  };
  expect(await days(5)).toBe('0 ');
  expect(await days(19)).toBe('0 note: The withdrawals expires in 6 days: channel sign.');
  expect(await days(6)).toBe(
    '1 note: The withdrawals expired on 2027-01-01, and readers refuse the list: channel sign.',
  );
  await succeeds('sign', dir);
  expect(await days(1)).toBe('0 ');
});

it('is named in the manual with all that stays until a person comes', async () => {
  const manual = await readFile('docs/publisher/list-a-recruiter.md', 'utf8');
  expect(manual).toContain('This refresh failed');
  expect(manual).toContain('channel refresh /srv/list --confirm');
});
