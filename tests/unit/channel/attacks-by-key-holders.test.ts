/** What those who hold one key of a channel try beyond what the root gives them; see attacks.test.ts. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ChannelState } from '../../../utils/channel/stored-release.ts';
import { WITHDRAWN_TARGET } from '../../../utils/indicators/indicator-list.ts';
import { encodeWithdrawals, type Withdrawal } from '../../../utils/indicators/withdrawals.ts';
import { clientOf, refusalOf, sync, type Host, type TestClient } from './test-channel.ts';
import { PUBLISHERS, sha256, vouch, type Publisher } from './test-publishers.ts';

const bytes = (value: string) => new Uint8Array(Buffer.from(value));

describe.each(PUBLISHERS)('%s:', (_name, makePublisher) => {
  let publisher: Publisher;
  let first: Host;
  let state: ChannelState;

  beforeEach(async () => {
    publisher = await makePublisher();
    first = await publisher.host();
    ({ state } = await sync(first, clientOf(first)));
  });

  /** A second release with one more recruiter. */
  const second = (): Promise<Host> => publisher.release('silver_hr77');

  const refusal = (host: Host, reader: TestClient = clientOf(first, state)) => refusalOf(host, reader);

  describe('thresholds', () => {
    it('the threshold of the withdrawals role is checked like any other', async () => {
      const host = await second();
      await publisher.forge(
        host,
        '2.targets.json',
        (signed) => ((signed['delegations'] as { roles: { threshold: number }[] }).roles[0]!.threshold = 9),
        'targets-1',
        'targets-2',
      );
      await vouch(publisher, host, 2, '2.targets.json');
      expect((await refusal(host)).key).toBe('threshold');
    });

    it.each([0, -1, '2', null])('of %s are none', async (threshold) => {
      const host = await publisher.renewRoot();
      await publisher.forge(
        host,
        '2.root.json',
        (signed) => Object.assign((signed['roles'] as Record<string, object>)['targets']!, { threshold }),
        'root-1',
        'root-2',
      );
      expect((await refusal(host)).key).toBe('malformed');
    });

    it('refuses a role that names one key twice to reach its threshold', async () => {
      const host = await publisher.renewRoot();
      await publisher.forge(
        host,
        '2.root.json',
        (signed) => {
          const { keyids } = (signed['roles'] as Record<string, { keyids: string[] }>)['targets']!;
          keyids[1] = keyids[0]!;
        },
        'root-1',
        'root-2',
      );
      expect(await refusal(host)).toMatchObject({ key: 'malformed', detail: expect.stringContaining('twice') });
    });
  });

  describe('overreach of the withdrawals key', () => {
    const file = { length: 2, hashes: { sha256: '0'.repeat(64) } };
    it.each([
      ['another target', { targets: { 'indicators.hashes': file } }],
      ['a delegation', { delegations: { keys: {}, roles: [] } }],
    ])('to %s is refused', async (_name, addition) => {
      const host = await second();
      await publisher.forge(host, '2.withdrawals.json', (signed) => Object.assign(signed, addition), 'withdrawals-1');
      await vouch(publisher, host, 2, '2.withdrawals.json');
      expect((await refusal(host)).key).toBe('overreach');
    });

    const hash = 'ab'.repeat(8);
    /** A later release of the same list: `withdrawn.json`, or null for none, signed by the withdrawals key and vouched for. */
    async function withdrawing(host: Host, version: number, file: Uint8Array | null): Promise<Host> {
      const later = new Map(host);
      for (const role of ['withdrawals', 'snapshot']) {
        later.set(`${version}.${role}.json`, later.get(`${version - 1}.${role}.json`)!);
      }
      const target =
        file === null ? {} : { [WITHDRAWN_TARGET]: { length: file.length, hashes: { sha256: sha256(file) } } };
      const renew = (more: object) => (signed: Record<string, unknown>) => Object.assign(signed, { version }, more);
      await publisher.forge(later, `${version}.withdrawals.json`, renew({ targets: target }), 'withdrawals-1');
      await publisher.forge(later, `${version}.snapshot.json`, renew({}), 'online-1');
      await publisher.forge(later, 'timestamp.json', renew({}), 'online-1');
      await vouch(publisher, later, version, `${version}.withdrawals.json`);
      return file === null ? later : later.set(`targets/${sha256(file)}.${WITHDRAWN_TARGET}`, file);
    }
    const withdrawn = (...statement: Withdrawal['as'][]) =>
      encodeWithdrawals(
        new Map(statement.map((as, at) => [at === 0 ? hash : 'cd'.repeat(8), { on: '2026-11-25', as }])),
      );

    it('refuses a withdrawals file that adds an entry', async () => {
      const adding = bytes(`{"format":1,"withdrawn":[],"added":[{"hash":"${hash}"}]}`);
      expect((await refusal(await withdrawing(first, 2, adding))).key).toBe('malformed');
      expect((await refusal(await withdrawing(first, 2, adding), clientOf(first))).key).toBe('malformed');
    });

    it('refuses to list again what was withdrawn until the list itself is signed again', async () => {
      const host = await withdrawing(first, 2, withdrawn('removed'));
      const { state: taken } = await sync(host, clientOf(first, state));
      for (const again of [withdrawn(), withdrawn('disputed'), null]) {
        const refused = await refusal(await withdrawing(host, 3, again), clientOf(first, taken));
        expect(refused).toMatchObject({
          key: 'overreach',
          detail: `withdrawn.json: lists again what was removed: ${hash}`,
        });
      }
      const more = await withdrawing(host, 3, withdrawn('removed', 'disputed'));
      const { state: both } = await sync(more, clientOf(first, taken));
      expect(
        (await sync(await withdrawing(more, 4, withdrawn('removed', 'removed')), clientOf(first, both))).changedTargets,
      ).toEqual([WITHDRAWN_TARGET]);
    });
  });
});
