/** Which adapters read a host. */
import type { SiteAdapter } from './adapter.ts';

export function adaptersFor(adapters: readonly SiteAdapter[], host: string): SiteAdapter[] {
  return adapters.filter(
    (adapter) => adapter.verified !== 'none' && adapter.hosts.some((pattern) => matchesHost(pattern, host)),
  );
}

/** As in match patterns: `*.example.com` is example.com and every host below it. */
export function matchesHost(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return host === pattern;
  const base = pattern.slice(2);
  return host === base || host.endsWith(`.${base}`);
}
