/** The publisher's clock is wrong: what it would break is said before readers see it, or refused. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { readExpiry } from '../../../hub/channel/note-clock.ts';
import { publishSite } from '../../../hub/deploy/publish-site.ts';
import { createMachine, refuses, runChannel, snapshotFolder, succeeds, type Machine } from './publisher-machine.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-11-25T10:00:00Z');
let anna: Machine;
let dir: string;
let web: string;

beforeEach(async () => {
  vi.useFakeTimers({ now: START, toFake: ['Date'] });
  anna = await createMachine();
  [dir, web] = [anna.path('list'), anna.path('web')];
  await succeeds('init', dir, '--one-person', '--publisher', 'Example');
  await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1'));
  await succeeds('sign', dir);
  await succeeds('publish', dir, '--to', web);
});
afterEach(() => void vi.useRealTimers());

const setDays = (days: number): unknown => vi.setSystemTime(START + days * DAY);
const NOTE = 'says 2026-10-26, and the last release was signed on 2026-11-25: one of the two is wrong.';

it.each([
  ['refresh', []],
  ['sign', []],
  ['withdraw', ['line', 'gold.hr']],
  ['rotate', []],
  ['recover', ['--lost', 'online-1']],
  ['pull', ['http://127.0.0.1:1/']],
])('behind at "%s": it is refused, and both days are named', async (command, rest) => {
  setDays(-30);
  const before = await snapshotFolder(dir);
  const complaint = await refuses(command, dir, ...rest);
  expect(complaint).toContain(NOTE);
  expect(complaint).toContain('the same command with --clock-is-right');
  expect(await snapshotFolder(dir)).toEqual(before);
  // The other clock may have been the wrong one.
  if (command === 'pull') return;
  expect(await runChannel(command, dir, ...rest, '--clock-is-right')).toEqual([0, expect.any(String), '']);
});

it('behind at "publish": what it signed is not copied over what lasts longer', async () => {
  for (const days of [0, -1, 6]) {
    setDays(days);
    expect((await runChannel('publish', dir, '--to', web))[2], String(days)).toBe('');
    expect((await runChannel('refresh', dir))[2], String(days)).toBe('');
    setDays(0);
    await succeeds('refresh', dir, '--clock-is-right');
  }
  setDays(-30);
  await succeeds('refresh', dir, '--clock-is-right');
  expect(await refuses('publish', dir, '--to', web)).toContain(NOTE);
  await succeeds('publish', dir, '--to', web, '--clock-is-right');
});

it('behind at "deploy publish": a note says so, and the timer goes on', async () => {
  const note = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => note.mockRestore());
  const onlineKey = await readFile(join(dir, 'keys', 'online-1.pem'), 'utf8');
  const publishAt = async (days: number): Promise<unknown> =>
    publishSite({ channel: dir, site: web, onlineKey, now: START + days * DAY });
  await publishAt(0);
  expect(note).not.toHaveBeenCalled();
  await publishAt(-30);
  expect(note).toHaveBeenCalledWith(expect.stringContaining(NOTE));
});

it('a year ahead at "expire": nothing is removed, until somebody signs by that clock', async () => {
  setDays(37);
  expect(await succeeds('expire', dir)).toContain('0 removed');
  setDays(400);
  const complaint = await refuses('expire', dir);
  expect(complaint).toContain('says 2027-12-30, and the last release expired on 2026-12-02. Is the clock right?');
  expect(await succeeds('diff', dir)).toContain('The list then has 1 entries');
  // The list itself expired long ago, and the online key cannot sign that.
  const [code, out] = await runChannel('refresh', dir);
  expect([code, out]).toEqual([1, expect.stringContaining('Signed: 1 entries')]);
  expect(await succeeds('expire', dir)).toContain('removed: line gold.hr');
});

it('a year ahead at signing: it is said, and "publish" by the right clock copies nothing of it', async () => {
  setDays(366);
  for (const command of ['sign', 'withdraw', 'rotate']) {
    setDays(0);
    await succeeds('refresh', dir, '--clock-is-right');
    setDays(366);
    const [code, , note] = await runChannel(command, dir, ...(command === 'withdraw' ? ['line', 'gold.hr'] : []));
    expect([code, note], command).toEqual([
      0,
      'note: The clock of this machine says 2027-11-26, and the last release expired on 2026-12-02. Is the clock right? What is signed by a clock that is ahead can be served for as long.',
    ]);
  }
  await succeeds('refresh', dir);
  setDays(0);
  const before = await snapshotFolder(web);
  const complaint = await refuses('publish', dir, '--to', web);
  expect(complaint).toContain(
    'says 2026-11-25, and the last release was signed on 2027-11-26: one of the two is wrong.',
  );
  expect(complaint).toContain(`channel sign ${dir} --clock-is-right`);
  expect(await snapshotFolder(web)).toEqual(before);
  await succeeds('sign', dir, '--clock-is-right');
  await succeeds('publish', dir, '--to', web);
  expect(await readExpiry(join(web, 'timestamp.json'))).toBe(START + 7 * DAY);
});

it('of a channel that was never signed no day is doubted', async () => {
  const fresh = anna.path('fresh');
  await succeeds('init', fresh, '--one-person', '--publisher', 'Example');
  expect(await succeeds('expire', fresh)).toContain('0 removed');
  expect((await runChannel('sign', fresh))[2]).toBe('');
});

it('a timestamp that is missing, or none, says nothing of a clock', async () => {
  expect(await readExpiry(join(web, 'timestamp.json'))).toBe(START + 7 * DAY);
  for (const text of ['', '{', '{}', '{"signed":{"expires":"soon"}}']) {
    await writeFile(join(web, 'timestamp.json'), text);
    expect(await readExpiry(join(web, 'timestamp.json')), text).toBe(null);
  }
  expect(await readExpiry(anna.path('none.json'))).toBe(null);
});
