/**
 * The client workflow of TUF 1.0 (specification sections 5.2 to 5.7), clause by clause. The table names the cases of
 * the public tuf-conformance project. Our client and tuf-js read the same repository; where they differ, the case says
 * why. `npx vitest run tests/contract/tuf-conformance.test.ts --reporter=verbose` prints the table.
 */
import { describe, expect, it } from 'vitest';
import { makeSigner } from '../../tools/setup/models-repository.ts';
import { TUF_CASES, type Answer } from './tuf-cases.ts';
import { createSimulator, expiresIn, ourClient, tufJsClient, type Simulator } from './tuf-simulator.ts';

describe.each(TUF_CASES)('TUF $clause $name', ({ change, ours, tufJs = ours, difference }) => {
  it(`is what our client ${ours}${tufJs === ours ? ', as tuf-js does' : `, where tuf-js ${tufJs}: ${difference ?? ''}`}`, async () => {
    const repository = createSimulator();
    const clients = { ours: ourClient(repository), tufJs: await tufJsClient(repository) };
    repository.release('targets');
    const trusted = { ours: await clients.ours.refresh(), tufJs: await clients.tufJs.refresh() };
    expect(trusted.ours).toEqual({ timestamp: 2, snapshot: 2, targets: 2, file: 'content' });
    expect(trusted.tufJs).toEqual(trusted.ours);
    change(repository);
    const after = { ours: await clients.ours.refresh(), tufJs: await clients.tufJs.refresh() };
    expect({ ours: answer(after.ours), tufJs: answer(after.tufJs) }).toEqual({ ours, tufJs });
    if (ours === 'accepts' && tufJs === 'accepts') expect(after.ours).toEqual(after.tufJs);
  });
});

const answer = (versions: object | null): Answer => (versions === null ? 'refuses' : 'accepts');

describe('TUF 5.2 a pinned root', () => {
  it.each([
    ['invalid_initial_root', () => new Uint8Array(Buffer.from('not JSON'))],
    [
      'unsigned_initial_root',
      (repository: Simulator) => {
        repository.publish('root', [makeSigner('thief')]);
        return repository.host.get('1.root.json')!;
      },
    ],
  ] as const)('is refused by both clients when it is %s', async (_name, makeRoot) => {
    const repository = createSimulator();
    const root = makeRoot(repository);
    expect(await ourClient(repository, root).refresh()).toBeNull();
    expect(await (await tufJsClient(repository, root)).refresh()).toBeNull();
  });

  it('may have expired, when a newer root has not: expired_local_root', async () => {
    const repository = createSimulator();
    repository.signed.root.expires = expiresIn(-1);
    repository.publish('root');
    const root = repository.host.get('1.root.json')!;
    repository.signed.root.expires = expiresIn(30);
    repository.rotate('timestamp');
    repository.release('targets');
    const versions = { timestamp: 2, snapshot: 2, targets: 2, file: 'content' };
    expect(await ourClient(repository, root).refresh()).toEqual(versions);
    expect(await (await tufJsClient(repository, root)).refresh()).toEqual(versions);
  });
});
