/** `hub -- relay doctor`: checks a running relay from outside and names what to mend. It stores nothing and needs no token. */
import { ExitStatus } from '../exit-status.ts';
import { print } from '../print.ts';
import { UsageError } from '../usage-error.ts';
import { connectionFaults, DOCTOR_CHECKS, type Probe } from './doctor-checks.ts';

const NOT_VISIBLE = [
  'Not visible from outside: whether a web server before the relay writes an access log. Look at its configuration.',
  'To see that reports arrive and can be opened: relay try, then relay pull.',
];

/**
 * Returns every fault, a sentence or two each; empty when all is well.
 * @param url address of the relay. @param now milliseconds since 1970
 */
export async function diagnoseRelay(url: string, now: () => number): Promise<string[]> {
  const connection = await connectionFaults(url);
  if (connection.health === null) return connection.faults;
  const probe: Probe = { base: new URL(url.replace(/\/?$/u, '/')), health: connection.health, now };
  const found = await Promise.all(DOCTOR_CHECKS.map((check) => check(probe)));
  return [...connection.faults, ...found.flat()];
}

/** Runs `relay doctor`. Exit code 1 when there is a fault. */
export async function runDoctor(url: string): Promise<void> {
  if (!URL.canParse(url) || !/^https?:$/u.test(new URL(url).protocol)) {
    throw new UsageError(`"${url}" is no web address`);
  }
  const faults = await diagnoseRelay(url, Date.now);
  for (const fault of faults) print(`fault: ${fault}`);
  if (faults.length === 0) print('good: address, TLS, headers, limits, clock and version are in order.');
  for (const line of NOT_VISIBLE) print(line);
  if (faults.length > 0) throw new ExitStatus(1);
}
