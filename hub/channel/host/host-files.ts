/** Files for a web host: how long a channel's files may be cached, and that any site may read them. */

/** Files whose names carry a version or a digest never change. */
const IMMUTABLE_NAME = /^\/?(?:\d+\.[a-z]+\.json|targets\/[0-9a-f]{64}\.[A-Za-z0-9._-]+)$/u;

export function isImmutable(path: string): boolean {
  return IMMUTABLE_NAME.test(path);
}

export const CACHE_IMMUTABLE = 'public, max-age=31536000, immutable';

/** Seconds that a cache may keep the timestamp. A withdrawal is late by as much at most. */
export const TIMESTAMP_MAX_AGE_SECONDS = 60;
export const CACHE_TIMESTAMP = `public, max-age=${TIMESTAMP_MAX_AGE_SECONDS}`;

/** Netlify, Cloudflare Pages and others read this file. */
export const HEADERS_FILE = `/*
  Access-Control-Allow-Origin: *
  X-Content-Type-Options: nosniff
/timestamp.json
  Cache-Control: ${CACHE_TIMESTAMP}
/*.root.json
  Cache-Control: ${CACHE_IMMUTABLE}
/*.targets.json
  Cache-Control: ${CACHE_IMMUTABLE}
/*.withdrawals.json
  Cache-Control: ${CACHE_IMMUTABLE}
/*.snapshot.json
  Cache-Control: ${CACHE_IMMUTABLE}
/targets/*
  Cache-Control: ${CACHE_IMMUTABLE}
`;

/** Apache reads this file. */
export const HTACCESS = `Options -Indexes
<IfModule mod_headers.c>
  Header set Access-Control-Allow-Origin "*"
  Header set X-Content-Type-Options "nosniff"
  Header set Cache-Control "${CACHE_IMMUTABLE}"
  <Files "timestamp.json">
    Header set Cache-Control "${CACHE_TIMESTAMP}"
  </Files>
</IfModule>
`;

/** With this file, hosts that answer every address with a start page answer 404 for missing files. */
export const NOT_FOUND_PAGE =
  '<!doctype html><meta charset="utf-8"><title>Not found</title><p>There is no such file.</p>\n';
