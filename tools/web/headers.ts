/**
 * What the site may do, as a policy in its pages and as headers for its host. Both hold at once: the host's headers let the
 * relay be reached, and of the pages only the one for disputes does too.
 */

const directives = (connect: string): string[] => [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  `connect-src ${connect}`,
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
];

export interface Policies {
  /** In the pages that check and help: they hold on a host that sets no headers. */
  meta: string;
  /** In the page for disputes. */
  dispute: string;
  /** From the host, which alone can forbid frames. */
  header: string;
}

/** @param relay the brand's relay, or null */
export function policiesFor(relay: string | null): Policies {
  const wide = directives(relay === null ? "'self'" : `'self' ${new URL(relay).origin}`);
  return {
    meta: directives("'self'").join('; '),
    dispute: wide.join('; '),
    header: [...wide, "frame-ancestors 'none'"].join('; '),
  };
}

export const headersFor = (relay: string | null): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': policiesFor(relay).header,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
});

/** `_headers`, as Netlify, Cloudflare Pages and others read it. */
export function headersFile(relay: string | null): string {
  const lines = Object.entries(headersFor(relay)).map(([name, value]) => `  ${name}: ${value}`);
  return [
    '/*',
    ...lines,
    '  Cache-Control: no-cache',
    '/assets/*',
    '  Cache-Control: public, max-age=31536000, immutable',
    '',
  ].join('\n');
}
