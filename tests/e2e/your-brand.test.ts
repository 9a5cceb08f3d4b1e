/** The tutorial "Your brand", typed as it stands by somebody with an empty home folder: to packages and pictures. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findChromium } from '../../tools/setup/chromium.ts';
import { tutorialBlocks } from './harness/tutorial-blocks.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'joblantern-brand-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

test(
  'the commands of the tutorial make a publisher’s own packages from an empty folder',
  { timeout: 900_000 },
  async () => {
    const CHROMIUM_PATH = await findChromium();
    const env = { ...process.env, HOME: home, CHROMIUM_PATH, JOBLANTERN_PASSPHRASE: 'lamp river ink nine door' };
    let output = '';
    for (const box of tutorialBlocks('brand')) {
      const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', box], { env, encoding: 'utf8' });
      expect(status, `${box}\n${stdout}\n${stderr}`).toBe(0);
      output += stdout;
    }
    expect(output).toMatch(/^good: Shelter Lantern by Example Shelter$/mu);
    expect(output).toMatch(
      /-chrome\.zip {2}\d\.\d{3} MB {2}[0-9a-f]{64}\n.*-firefox\.zip {2}\d\.\d{3} MB {2}[0-9a-f]{64}$/mu,
    );
    expect(await readdir(join(home, 'ngo/packages'))).toHaveLength(2);
    const pictures = await readdir(join(home, 'ngo/pictures'));
    for (const page of ['popup', 'warning', 'welcome', 'options', 'help'])
      for (const theme of ['light', 'dark']) expect(pictures).toContain(`${page}-${theme}.png`);
  },
);
