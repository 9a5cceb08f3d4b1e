/** Finds a Firefox, or installs Debian's. */
import { existsSync } from 'node:fs';
import { ensurePackages } from './debian-packages.ts';

const USUAL_PATHS = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];

/** Path of a Firefox: FIREFOX_PATH, the usual places, apt-get as root. Throws an Error that says what to do. */
export function findFirefox(log: (line: string) => void = (line) => console.error(line)): string {
  const configured = process.env['FIREFOX_PATH'];
  if (configured !== undefined && configured !== '') {
    if (existsSync(configured)) return configured;
    throw new Error(`FIREFOX_PATH names ${configured}, but there is no such file.`);
  }
  const find = (): string | undefined => USUAL_PATHS.find((path) => existsSync(path));
  const found = find() ?? (ensurePackages(['firefox-esr'], log) ? find() : undefined);
  if (found !== undefined) return found;
  throw new Error('No Firefox was found and none could be installed. Install Firefox and set FIREFOX_PATH to it.');
}
