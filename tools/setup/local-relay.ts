/** Starts a relay on loopback with one token, for the demo and the stories. */
import { dayOf } from '../../utils/indicators/day-number.ts';
import { randomBytes } from 'node:crypto';
import { pullReports, type PulledReport } from '../../hub/relay/pull-reports.ts';
import { startRelay, type Relay } from '../../hub/relay/start-relay.ts';
import { openStore } from '../../hub/relay/open-store.ts';
import { hashToken, generateToken } from '../../hub/relay/tokens.ts';

export interface LocalRelay {
  /** Reports that the holder of the identities can read now. */
  pull(identities: readonly string[]): Promise<PulledReport[]>;
  stop(): Promise<void>;
}

/**
 * @param dataDir the relay's folder, kept between starts
 * @param sites origins of web sites that may send
 */
export async function startLocalRelay(
  dataDir: string,
  port: number,
  sites: readonly string[] = [],
): Promise<LocalRelay> {
  const token = generateToken();
  const store = await openStore({ dataDir });
  await store.addToken(`local-${randomBytes(4).toString('hex')}`, hashToken(token), dayOf(Date.now()));
  await store.close();
  const relay: Relay = await startRelay({ dataDir, port, sites });
  return {
    async pull(identities) {
      const url = `http://127.0.0.1:${relay.port}/`;
      const pulled: PulledReport[] = [];
      for await (const report of pullReports({ url, token, identities })) pulled.push(report);
      return pulled;
    },
    stop: () => relay.stop(),
  };
}
