/** What `deploy publish` says when git refuses: each of its lines by itself. */
import { execFileSync } from 'node:child_process';
import { expect, it, vi } from 'vitest';
import { runHub } from '../../../hub/run-hub.ts';
import { createMachine } from './publisher-machine.ts';

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
