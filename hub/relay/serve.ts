/** `hub -- relay serve`: runs the relay. */
import { print } from '../print.ts';
import { UsageError } from '../usage-error.ts';
import { parseWholeNumber, storeLocation } from './options.ts';
import { startRelay } from './start-relay.ts';

interface ServeValues {
  data?: string;
  port?: string;
  host: string;
  capacity?: string;
  flood?: string;
  retain?: string;
  site?: string[];
  behindProxy?: boolean;
}

/** Runs `relay serve` until a signal stops it. */
export async function serve(values: ServeValues): Promise<void> {
  const { host, flood } = values;
  // A relay that holds nothing loses reports: 0 is read as "for ever" or "no limit" by some, and is neither.
  const relay = await startRelay({
    ...storeLocation(values),
    port: parseWholeNumber(values.port, 'port', 8787, 65_535),
    host,
    capacityBytes: parseWholeNumber(values.capacity, 'capacity', 2_048, 1_048_576, 1) * 1024 ** 2,
    sites: (values.site ?? []).map(parseOrigin),
    behindProxy: values.behindProxy === true,
    floodPerMinute: flood === 'never' ? Infinity : parseWholeNumber(flood, 'flood', 120, 1_000_000),
    retainDays: parseWholeNumber(values.retain, 'retain', 180, 3_650, 1),
  });
  print(`The relay listens on http://${host.includes(':') ? `[${host}]` : host}:${relay.port}`);
  await new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  print('The relay is stopping ...');
  await relay.stop();
  print('The relay has stopped.');
}

/** @throws UsageError when it is no web address, or more than its origin */
function parseOrigin(site: string): string {
  const url = URL.canParse(site) ? new URL(site) : null;
  if (url === null || !/^https?:$/u.test(url.protocol) || (url.pathname + url.search).length > 1) {
    throw new UsageError(`--site takes an origin like https://list.example, not "${site}"`);
  }
  return url.origin;
}
