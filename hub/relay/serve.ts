/** `hub -- relay serve`: the relay itself. */
import { storeLocation, UsageError, parseWholeNumber, withArguments } from './arguments.ts';
import { startRelay } from './start-relay.ts';

const HELP = `usage: relay serve --data DIR [--port N] [--host ADDRESS] [--capacity MIB] [--behind-proxy]
       DATABASE_URL=postgres://... relay serve [OPTION ...]

Receives sealed reports and keeps them until they are fetched. It cannot read them.
With DATABASE_URL they are kept in PostgreSQL, which several relays behind one balancer may share.
It speaks plain HTTP: on the internet, put a web server with TLS before it, without an access log.

  --data DIR       where the reports lie (made when missing)
  --port N         default 8787; 0 takes a free one
  --host ADDRESS   default 127.0.0.1
  --capacity MIB   most reports to hold, in MiB; default 2048
  --flood N        reports a minute above which senders must solve a puzzle; default 120; "never"
  --retain DAYS    reports that nobody fetched are deleted after; default 180
  --site ORIGIN    let the page for disputes of this web site send, e.g. https://list.example; may be given several times
  --behind-proxy   read the sender's network from the last X-Forwarded-For, for the rate limit only`;

export async function run(args: string[]): Promise<number> {
  const options = {
    data: { type: 'string' },
    port: { type: 'string' },
    host: { type: 'string' },
    capacity: { type: 'string' },
    flood: { type: 'string' },
    retain: { type: 'string' },
    site: { type: 'string', multiple: true },
    'behind-proxy': { type: 'boolean' },
  } as const;
  return await withArguments(args, { help: HELP, options, positionals: 0 }, async (values) => {
    const host = typeof values['host'] === 'string' ? values['host'] : '127.0.0.1';
    const relay = await startRelay({
      ...storeLocation(values),
      port: parseWholeNumber(values, 'port', 8787, 65_535),
      host,
      capacityBytes: parseWholeNumber(values, 'capacity', 2_048, 1_048_576) * 1024 ** 2,
      sites: ((values['site'] ?? []) as string[]).map(parseOrigin),
      behindProxy: values['behind-proxy'] === true,
      floodPerMinute: values['flood'] === 'never' ? Infinity : parseWholeNumber(values, 'flood', 120, 1_000_000),
      retainDays: parseWholeNumber(values, 'retain', 180, 3_650),
    });
    console.log(`The relay listens on http://${host.includes(':') ? `[${host}]` : host}:${relay.port}`);
    await new Promise((resolve) => {
      process.once('SIGTERM', resolve);
      process.once('SIGINT', resolve);
    });
    console.log('The relay is stopping ...');
    await relay.stop();
    console.log('The relay has stopped.');
    return 0;
  });
}

/** @throws UsageError when it is no web address, or more than its origin */
function parseOrigin(site: string): string {
  const url = URL.canParse(site) ? new URL(site) : null;
  if (url === null || !/^https?:$/u.test(url.protocol) || (url.pathname + url.search).length > 1) {
    throw new UsageError(`--site takes an origin like https://list.example, not "${site}"`);
  }
  return url.origin;
}
