/** Installs Debian packages through apt-get, where this runs as root on Debian or Ubuntu. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether apt-get can be used here. */
export function canInstallPackages(): boolean {
  return existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

export function isInstalled(name: string): boolean {
  const query = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' });
  return query.status === 0 && query.stdout.endsWith('ok installed');
}

/** Installs the missing packages; true when all are installed afterwards. */
export function ensurePackages(names: readonly string[], log: (line: string) => void): boolean {
  if (!existsSync('/usr/bin/dpkg-query')) return false;
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return true;
  if (!canInstallPackages()) return false;
  log(`Installing ${missing.join(', ')} ...`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, encoding: 'utf8' as const };
  const install = ['install', '-y', '-q', '--no-install-recommends', ...missing];
  if (spawnSync('apt-get', install, options).status === 0) return true;
  spawnSync('apt-get', ['update', '-q'], options);
  const second = spawnSync('apt-get', install, options);
  if (second.status !== 0) log(second.stderr.trim().split('\n').slice(-2).join(' '));
  return second.status === 0;
}
