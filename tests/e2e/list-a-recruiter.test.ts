/**
 * The tutorial "List a recruiter", typed as it stands by somebody with an empty home folder. It goes to a reader's
 * warning, and back.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findChromium } from '../../tools/setup/chromium.ts';
import { until } from './harness/driver.ts';
import { tutorialBlocks } from './harness/tutorial-blocks.ts';

let home: string;
let environment: NodeJS.ProcessEnv;
let window: ChildProcess | null = null;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'joblantern-readme-'));
  const chromium = await findChromium();
  environment = {
    ...process.env,
    HOME: home,
    CHROMIUM_PATH: chromium,
    JOBLANTERN_PASSPHRASE: 'lamp river ink nine door',
  };
});
afterAll(async () => {
  if (window?.pid !== undefined) process.kill(-window.pid);
  await rm(home, { recursive: true, force: true });
});

interface Answer {
  list: { entries: number; problem: unknown };
  posts: { level: string }[];
  warnings: number;
}

/** What the boxes with these words said. A box that fails stops the story. */
test('the commands of the tutorial list a recruiter, warn of it, and remove it', { timeout: 900_000 }, async () => {
  const outputs: [box: string, out: string][] = [];
  for (const box of tutorialBlocks('list')) {
    if (box.includes('channel serve ')) {
      // "Leave this running in a second window"
      window = spawn('bash', ['-e', '-c', box], { env: environment, detached: true, stdio: 'ignore' });
      await until(
        'the served list',
        async () => (await fetch('http://127.0.0.1:8300/timestamp.json').catch(() => null))?.ok,
      );
      continue;
    }
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', box], { env: environment, encoding: 'utf8' });
    expect(status, `${box}\n${stdout}\n${stderr}`).toBe(0);
    outputs.push([box, stdout]);
  }
  const outputOf = (words: string): string[] => outputs.filter(([box]) => box.includes(words)).map(([, out]) => out);

  expect(outputOf('channel keys ')[0]).toMatch(/targets-1 +here, encrypted[\s\S]*targets-mali +kept elsewhere/u);
  expect(outputOf('channel diff ')[0]).toMatch(/4 new, 0 removed, 0 disputed/u);
  expect(outputOf('channel cosign ')[0]).toMatch(
    /new: telegram golden_desk_hiring[\s\S]*Signed with targets-mali[\s\S]*good: version 1 by Example Shelter, 4 entries/u,
  );
  expect(outputOf('channel publish ')[0]).toMatch(/Version 1 is in .*web/u);
  expect(outputOf('channel invite ')[0]).toMatch(/#joblantern-channel=[0-9a-f]{64}/u);
  expect(existsSync(join(home, 'list.joblantern.json'))).toBe(true);
  expect(existsSync(outputOf('npm run -s build ')[0]?.trim().split('\n').at(-1) ?? '')).toBe(true);

  const [warned, unwarned] = outputOf('npm run -s page ').map(
    (out) => JSON.parse(out.split('\n').findLast((line) => line.startsWith('{')) ?? '{}') as Answer,
  );
  expect(warned).toMatchObject({ list: { entries: 4, problem: null }, posts: [{ level: 'danger' }] });
  expect(warned?.warnings).toBeGreaterThan(0);
  expect(existsSync(join(home, 'warning.png'))).toBe(true);
  expect(unwarned).toMatchObject({ list: { entries: 3, problem: null }, posts: [{ level: 'none' }], warnings: 0 });
  expect(outputOf('channel remove ')[0]).toMatch(/1 removed[\s\S]*good: version 3 by Example Shelter, 3 entries/u);
  expect(outputOf('channel refresh ')[0]).toMatch(/timestamp 4[\s\S]*0 removed/u);
});
