/** A process: the relay's server with a store that writes nothing, for comparison. Prints its port. */
import { createAdaptorServer } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { createRelayApp } from '../../../hub/relay/relay-app.ts';
import type { RelayStore } from '../../../hub/relay/relay-store.ts';

const store: RelayStore = {
  add: async () => 'stored',
  list: async () => [],
  sealed: async () => null,
  delete: async () => false,
  withdraw: async () => false,
  isWithdrawn: async () => false,
  deleteExpired: async () => undefined,
  clockRecord: async () => null,
  saveClockRecord: async () => undefined,
  usage: async () => ({ bytes: 0, reports: 0 }),
  puzzleSecret: async () => new Uint8Array(32),
  addToken: async () => true,
  revokeToken: async () => false,
  tokens: async () => [],
  checkReadable: async () => undefined,
  close: async () => undefined,
};

const app = createRelayApp({
  store,
  now: Date.now,
  capacityBytes: Number.MAX_SAFE_INTEGER,
  behindProxy: true,
  floodPerMinute: Infinity,
  retainDays: 180,
  sites: [],
  secret: new Uint8Array(32),
});
const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, '127.0.0.1', () => console.log(`listens on 127.0.0.1:${(server.address() as AddressInfo).port}`));
