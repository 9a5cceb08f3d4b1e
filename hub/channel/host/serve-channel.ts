/** Serves a channel's public folder over HTTP, for trying out and for tests. */
import { resolve } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { channelPaths, readChannelConfig } from '../channel-folder.ts';
import { CACHE_IMMUTABLE, isImmutable } from './host-files.ts';

export interface ChannelServer {
  /** Address of the channel, with a trailing slash. */
  url: string;
  close: () => Promise<void>;
}

export interface ServeOptions {
  dir: string;
  /** 0: any free port. */
  port?: number;
  /** Default: loopback. */
  host?: string;
}

export function channelApp(folder: string): Hono {
  const app = new Hono();
  app.use('*', async (context, next) => {
    await next();
    const lasting = context.res.status === 200 && isImmutable(context.req.path);
    context.res.headers.set('Cache-Control', lasting ? CACHE_IMMUTABLE : 'no-cache');
    context.res.headers.set('Access-Control-Allow-Origin', '*');
    context.res.headers.set('X-Content-Type-Options', 'nosniff');
    context.res.headers.set('Content-Security-Policy', "default-src 'none'");
  });
  app.get('*', serveStatic({ root: folder }));
  app.notFound((context) => context.text('not found\n', 404));
  return app;
}

/** Throws a Refusal when the folder is no channel, and the system's error when the port is in use. */
export async function serveChannel({ dir, port = 0, host = '127.0.0.1' }: ServeOptions): Promise<ChannelServer> {
  await readChannelConfig(dir);
  const app = channelApp(resolve(channelPaths(dir).public));
  return new Promise((done, failed) => {
    const server = serve({ fetch: app.fetch, port, hostname: host }, (info) => {
      done({
        url: `http://${host.includes(':') ? `[${host}]` : host}:${info.port}/`,
        close: () => closeServer(server),
      });
    });
    server.once('error', failed);
  });
}

function closeServer(server: ReturnType<typeof serve>): Promise<void> {
  if ('closeAllConnections' in server) server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
