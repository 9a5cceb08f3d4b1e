/**
 * The tutorial "Receive reports", typed as it stands by somebody with an empty home folder. It goes to a report read at
 * the desk.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk, type Moderator } from './harness/desk.ts';
import { until } from './harness/driver.ts';
import { tutorialBlocks } from './harness/tutorial-blocks.ts';

let home: string;
let relay: ChildProcess | null = null;
let desk: Moderator | null = null;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'joblantern-ngo-'));
});
afterAll(async () => {
  await desk?.close();
  if (relay?.pid !== undefined) process.kill(-relay.pid);
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

test(
  'the commands of the tutorial bring a trial report to the desk from an empty folder',
  { timeout: 900_000 },
  async () => {
    const env = { ...process.env, HOME: home };
    const outputs: [box: string, out: string][] = [];
    for (const box of tutorialBlocks('reports')) {
      if (box.includes('relay serve ')) {
        // "Leave the relay running in a second window"
        relay = spawn('bash', ['-e', '-c', box], { env, detached: true, stdio: 'ignore' });
        await until('the relay', async () => (await fetch('http://127.0.0.1:8301/health').catch(() => null))?.ok);
        continue;
      }
      const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', box], { env, encoding: 'utf8' });
      expect(status, `${box}\n${stdout}\n${stderr}`).toBe(0);
      outputs.push([box, stdout]);
    }
    const outputOf = (words: string): string => outputs.find(([box]) => box.includes(words))?.[1] ?? '';
    const kept = (name: string): string => readFileSync(join(home, 'ngo', name), 'utf8').trim();

    expect(kept('recipient.txt')).toMatch(/^age1/u);
    expect(outputOf('relay try')).toContain('sealed and stored');
    expect(outputOf('relay try')).toContain('"words":"A trial report');
    expect(existsSync(join(home, 'ngo', 'relay-copy.sqlite'))).toBe(true);

    const folder = outputOf('--mode desk').trim();
    expect(existsSync(join(folder, 'manifest.json'))).toBe(true);
    desk = await openDesk('chromium', {}, folder);
    const [identity = ''] = /AGE-SECRET-KEY-1\w+/u.exec(kept('report-key.txt')) ?? [];
    await desk.setUp('Ana', identity, kept('ana-token.txt'));
    expect(await desk.pull()).toMatch(/^1 new report/u);
    await desk.choose(/trial/u);
    expect(await desk.tab.text('.report')).toContain('Nobody wrote this post.');
  },
);
