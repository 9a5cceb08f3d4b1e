/**
 * Content security policies of the site: in its pages, and as headers for its host. In pages both apply at once. The
 * headers allow the relay and publishers' hosts; of the pages only the one for disputes allows the relay. The list
 * worker has no page: the headers alone apply to it. It may fetch lists of any publisher that the visitor adds.
 */

const directives = (connect: string): string[] => [
  "default-src 'none'",
  // WebAssembly reads the words in pictures.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  `connect-src ${connect}`,
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
];

export interface Policies {
  /** In the check and help pages, for hosts that set no headers. */
  meta: string;
  /** In the dispute page. */
  dispute: string;
  /** From the host. Only a header can forbid frames. */
  header: string;
}

/** @param relay the brand's relay, or null  @param channel the brand's channel, or null */
export function policiesFor(relay: string | null, channel: string | null): Policies {
  const wide = directives(relay === null ? "'self'" : `'self' ${new URL(relay).origin}`);
  const origins = [relay, channel].flatMap((url) => (url === null ? [] : [new URL(url).origin]));
  const hosts = ["'self'", 'https:', ...origins.filter((origin) => !origin.startsWith('https:'))];
  return {
    meta: directives("'self'").join('; '),
    dispute: wide.join('; '),
    header: [...directives(hosts.join(' ')), "frame-ancestors 'none'"].join('; '),
  };
}

export const headersFor = (relay: string | null, channel: string | null): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': policiesFor(relay, channel).header,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
});

/** The file `_headers`, which Netlify, Cloudflare Pages and others read. */
export function headersFile(relay: string | null, channel: string | null): string {
  const lines = Object.entries(headersFor(relay, channel)).map(([name, value]) => `  ${name}: ${value}`);
  return [
    '/*',
    ...lines,
    '  Cache-Control: no-cache',
    '/assets/*',
    '  Cache-Control: public, max-age=31536000, immutable',
    '',
  ].join('\n');
}
