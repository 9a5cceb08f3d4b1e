/** The publisher's web host on loopback, with faults on request. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';
import { CHANNEL_PORT } from './publisher.ts';

/** The answer to a request: the file, other bytes, an endless body, or a broken connection. */
export type HostFault = (
  path: string,
) =>
  | 'serve'
  | 'cut'
  | 'endless'
  | { status: number; body: Uint8Array | string; headers?: Readonly<Record<string, string>> };

export interface WebHost {
  /** Serves this folder from now on. */
  serve(folder: string): void;
  /** Serves another folder below a path. */
  mount(start: string, folder: string): void;
  /** Null: without faults. */
  misbehave(fault: HostFault | null): void;
  /** Paths requested since the last call. */
  takeRequests(): string[];
  stop(): Promise<void>;
}

/** Of the story that runs in this lane. A story whose start took too long cannot stop its host. */
let server: Server | null = null;

export async function startWebHost(): Promise<WebHost> {
  await stopServer();
  let folder = '';
  let fault: HostFault | null = null;
  let requests: string[] = [];
  const mounted = new Map<string, string>();
  const placeOf = (path: string): string => {
    const start = [...mounted.keys()].find((each) => path.startsWith(each));
    return start === undefined ? join(folder, path) : join(mounted.get(start) ?? '', path.slice(start.length));
  };
  const started = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname)).replace(/^\/+/u, '');
    requests.push(path);
    response.setHeader('Access-Control-Allow-Origin', '*');
    const answer = fault?.(path) ?? 'serve';
    if (answer === 'serve') void serveFile(placeOf(path), response);
    else if (answer === 'cut') request.socket.destroy();
    else if (answer === 'endless') flood(response);
    else response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  server = started;
  await new Promise<void>((resolve, reject) => {
    started.once('error', reject).listen(CHANNEL_PORT, '127.0.0.1', resolve);
  });
  return {
    serve(served) {
      folder = served;
    },
    mount: (start, other) => void mounted.set(start, other),
    misbehave(newFault) {
      fault = newFault;
    },
    takeRequests() {
      const paths = requests;
      requests = [];
      return paths;
    },
    stop: stopServer,
  };
}

async function stopServer(): Promise<void> {
  const running = server;
  server = null;
  running?.closeAllConnections();
  await new Promise<void>((resolve) => (running === null ? resolve() : running.close(() => resolve())));
}

async function serveFile(path: string, response: ServerResponse): Promise<void> {
  if (!existsSync(path)) response.writeHead(404).end();
  else response.writeHead(200).end(await readFile(path));
}

/** Sends up to 200 MB; the client should close the connection much earlier. */
function flood(response: ServerResponse): void {
  response.writeHead(200);
  const chunk = new Uint8Array(1 << 20).fill(0x20);
  let left = 200;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(chunk)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
}
