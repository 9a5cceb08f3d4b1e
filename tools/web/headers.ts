/** What the site may do, as a policy in its pages and as headers for its host. */

const DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
] as const;

export const POLICY = {
  /** In the page: it holds on a host that sets no headers. */
  meta: DIRECTIVES.join('; '),
  /** From the host, which alone can forbid frames. */
  header: [...DIRECTIVES, "frame-ancestors 'none'"].join('; '),
} as const;

export const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY.header,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** `_headers`, as Netlify, Cloudflare Pages and others read it. */
export function headersFile(): string {
  const lines = Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`);
  return [
    '/*',
    ...lines,
    '  Cache-Control: no-cache',
    '/assets/*',
    '  Cache-Control: public, max-age=31536000, immutable',
    '',
  ].join('\n');
}
