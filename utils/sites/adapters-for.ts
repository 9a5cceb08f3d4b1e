/** Selects the adapters of a host. */
import type { SiteAdapter } from './adapter.ts';

export function adaptersFor(adapters: readonly SiteAdapter[], host: string): SiteAdapter[] {
  return adapters.filter(
    (adapter) => adapter.verified !== 'none' && adapter.hosts.some((pattern) => matchesHost(pattern, host)),
  );
}

/** Host matching as in match patterns: `*.example.com` matches example.com and its subdomains. */
export function matchesHost(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return host === pattern;
  const base = pattern.slice(2);
  return host === base || host.endsWith(`.${base}`);
}
