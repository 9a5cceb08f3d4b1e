/** Finds a Firefox, or installs Debian's. */
import { existsSync } from 'node:fs';
import { ensurePackages } from './packages.ts';

const USUAL_PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];

/** Path of a Firefox: FIREFOX_PATH, the usual places, apt-get as root. Throws an Error that says what to do. */
export function findFirefox(say: (line: string) => void = (line) => console.error(line)): string {
  const wished = process.env['FIREFOX_PATH'];
  if (wished !== undefined && wished !== '') {
    if (existsSync(wished)) return wished;
    throw new Error(`FIREFOX_PATH names ${wished}, but there is no such file.`);
  }
  const find = (): string | undefined => USUAL_PLACES.find((path) => existsSync(path));
  const found = find() ?? (ensurePackages(['firefox-esr'], say) ? find() : undefined);
  if (found !== undefined) return found;
  throw new Error('No Firefox was found and none could be installed. Install Firefox and set FIREFOX_PATH to it.');
}
