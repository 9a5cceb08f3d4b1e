/**
 * Finds a Chromium that can load an unpacked extension, or installs one. Google Chrome does not count: from version 137 on it
 * ignores `--load-extension`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { canInstallPackages, ensurePackages } from './debian-packages.ts';

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/lib/chromium/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Path of a Chromium, from CHROMIUM_PATH, the usual paths, Playwright's folder, apt-get (as root) or Playwright's download.
 * Throws an Error that says what to do.
 */
export async function findChromium(log: (line: string) => void = (line) => console.error(line)): Promise<string> {
  const configured = process.env['CHROMIUM_PATH'];
  if (configured !== undefined && configured !== '') {
    if (existsSync(configured)) return configured;
    throw new Error(`CHROMIUM_PATH names ${configured}, but there is no such file.`);
  }
  const found = [...USUAL_PATHS, chromium.executablePath()].find((path) => path !== '' && existsSync(path));
  if (found !== undefined) return found;
  if (canInstallPackages() && ensurePackages(['chromium'], log) && existsSync('/usr/bin/chromium'))
    return '/usr/bin/chromium';
  log('Downloading Chromium through Playwright ...');
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 2, 2] });
  const downloaded = chromium.executablePath();
  if (existsSync(downloaded)) return downloaded;
  throw new Error(
    'No Chromium was found and none could be installed. Install Chromium (not Google Chrome) and set CHROMIUM_PATH to it.',
  );
}
