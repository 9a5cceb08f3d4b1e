/** The role that may only withdraw: what the list's own keys give it, and a channel that has none. */
import { beforeEach, expect, it } from 'vitest';
import { countEntries } from '../../../utils/indicators/indicator-list.ts';
import { channelFaultOf, clientOf, forge, hostOf, makeChannel, sync, vouchFor, type Host } from './test-channel.ts';

let dir: string;
let host: Host;
beforeEach(async () => {
  dir = await makeChannel();
  host = await hostOf(dir);
});

/** Both people change the role's entry in the list's metadata, and sign it. */
async function delegate(change: (signed: { delegations?: { roles: { paths?: string[] }[] } }) => void): Promise<void> {
  await forge(dir, host, '1.targets.json', change, 'targets-1', 'targets-2');
  await vouchFor(dir, host, 1, '1.targets.json');
}

it('is not needed: a list without it is read, and nothing in it is withdrawn', async () => {
  await delegate((signed) => delete signed.delegations);
  const { opened, state } = await sync(host, clientOf(host));
  expect(await countEntries(opened.list!)).toBe(1);
  expect([state.withdrawals, Object.keys(state.files)]).toEqual([null, []]);
});

it.each([[['other.json']], [[]], [undefined]])('may not name its file under the paths %j', async (paths) => {
  await delegate(({ delegations }) => {
    const [role] = delegations?.roles ?? [];
    if (role === undefined) throw new Error('no role');
    if (paths === undefined) delete role.paths;
    else role.paths = paths;
  });
  expect(await channelFaultOf(sync(host, clientOf(host)))).toMatchObject({
    key: 'overreach',
    detail: expect.stringContaining('withdrawn.json is not delegated to it'),
  });
});
