/** What `deploy publish` says when git refuses: each of its lines by itself. */
import { execFileSync } from 'node:child_process';
import { expect, it, vi } from 'vitest';
import { runHub } from '../../../hub/run-hub.ts';
import { createMachine, refusesHub, snapshotFolder } from './publisher-machine.ts';

it('prints the lines of git one by one', async () => {
  const anna = await createMachine();
  execFileSync('git', ['init', '--quiet', anna.folder]);
  vi.stubEnv('JOBLANTERN_ONLINE_KEY', 'a key');
  const printed: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line));
  try {
    expect(await runHub(['deploy', 'publish', anna.folder])).toBe(1);
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }
  expect(printed[0]).toMatch(/^git ls-remote failed: \S/u);
  expect(printed.length).toBeGreaterThan(1);
  expect(printed.join('')).not.toContain('\\u{a}');
});

it('says how to begin a repository again where "init" was broken off', async () => {
  const anna = await createMachine();
  await anna.file('README.md', 'half');
  const before = await snapshotFolder(anna.folder);
  expect(await refusesHub('deploy', 'init', '--to', anna.folder)).toMatch(
    /is not empty\. .*\nIf an "init" was broken off here: delete all in it but \.git, and run the same command again\.$/u,
  );
  expect(await snapshotFolder(anna.folder)).toEqual(before);
});
