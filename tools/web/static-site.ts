/** Serves the built site on a free loopback port, with the headers of its `_headers` file. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

export interface StaticSite {
  /** With a trailing slash. The site is in a folder of the host, as on many hosts. */
  url: string;
  /** Requests so far, as `METHOD path`. */
  requests: string[];
  stop(): Promise<void>;
}

export async function startStaticSite(folder: string): Promise<StaticSite> {
  const headers = headersOf(readFileSync(join(folder, '_headers'), 'utf8'));
  const requests: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    requests.push(`${request.method} ${pathname}`);
    const path = normalize(pathname.replace(/^\/check-site\//u, '')).replace(/^(?:\.|\/+)$/u, 'index.html');
    const body = await fileOrNull(join(folder, path));
    if (body === null || request.method !== 'GET') {
      response.writeHead(body === null ? 404 : 405).end();
      return;
    }
    const type = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
    response.writeHead(200, { ...headers, 'Content-Type': type }).end(body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/check-site/`,
    requests: requests,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function fileOrNull(path: string): Promise<Buffer | null> {
  return existsSync(path) && (await stat(path)).isFile() ? readFile(path) : null;
}

/** The headers for all paths. */
function headersOf(file: string): Record<string, string> {
  const block = file.split(/^(?=\/)/mu).find((part) => part.startsWith('/*\n')) ?? '';
  return Object.fromEntries([...block.matchAll(/^ {2}([\w-]+): (.+)$/gmu)].map((match) => [match[1], match[2]]));
}
