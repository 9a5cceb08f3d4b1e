/** Selects the adapters of a host. */
import type { SiteAdapter } from './adapter.ts';

export function adaptersFor(adapters: readonly SiteAdapter[], host: string): SiteAdapter[] {
  return matching(adapters, host).filter(({ verified }) => verified !== 'none' && verified !== 'off');
}

/** Whether an adapter switches the host off: no other adapter and no general finder may read it. */
export function isSwitchedOff(adapters: readonly SiteAdapter[], host: string): boolean {
  return matching(adapters, host).some(({ verified }) => verified === 'off');
}

function matching(adapters: readonly SiteAdapter[], host: string): SiteAdapter[] {
  return adapters.filter(({ hosts }) => hosts.some((pattern) => matchesHost(pattern, host)));
}

/** Host matching as in match patterns: `*.example.com` matches example.com and its subdomains. */
export function matchesHost(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return host === pattern;
  const base = pattern.slice(2);
  return host === base || host.endsWith(`.${base}`);
}
