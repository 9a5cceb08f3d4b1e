/** Cases of the TUF client workflow: clause, change of the repository, and what our client and tuf-js do. */
import { makeSigner } from '../../tools/setup/models-repository.ts';
import { expiresIn, sha256, type Json, type Simulator } from './tuf-simulator.ts';

export type Answer = 'accepts' | 'refuses';

export interface TufCase {
  clause: string;
  /** Name in tuf-conformance, or ours. */
  name: string;
  /** Changes the repository after both clients trust the first release. */
  change(repository: Simulator): void;
  ours: Answer;
  /** Only where tuf-js differs, with the reason. */
  tufJs?: Answer;
  difference?: string;
}

const changeAndRelease =
  (role: 'timestamp' | 'snapshot' | 'targets', change: (signed: Json) => void) =>
  (repository: Simulator): void => {
    change(repository.signed[role]);
    repository.release(role);
  };

export const TUF_CASES: readonly TufCase[] = [
  { clause: '5', name: 'basic_refresh_requests', change: () => undefined, ours: 'accepts' },
  { clause: '5', name: 'implicit_refresh', change: (repository) => repository.release('targets'), ours: 'accepts' },
  {
    clause: '5.3.3',
    name: 'root_rotation: several roots in one refresh',
    change(repository) {
      for (let count = 0; count < 5; count++) repository.rotate('root');
    },
    ours: 'accepts',
  },
  {
    clause: '5.3.4',
    name: 'root_rotation: not signed by the old root keys',
    change(repository) {
      const thief = makeSigner('thief');
      repository.signers.root = [thief];
      repository.rotate('root');
    },
    ours: 'refuses',
  },
  {
    clause: '5.3.4',
    name: 'root_rotation: not signed by the new root keys',
    change(repository) {
      const old = repository.signers.root;
      repository.rotate('root');
      repository.publish('root', old);
    },
    ours: 'refuses',
  },
  {
    clause: '5.3.5',
    name: 'url_and_metadata_version_mismatch: root',
    change(repository) {
      repository.rotate('timestamp');
      repository.signed.root.version = 3;
      repository.publish('root');
      repository.host.set('2.root.json', repository.host.get('3.root.json')!);
      repository.release('timestamp');
    },
    ours: 'refuses',
  },
  {
    clause: '5.3.10',
    name: 'root_expired',
    change(repository) {
      repository.signed.root.expires = expiresIn(-1);
      repository.rotate('timestamp');
      repository.release('timestamp');
    },
    ours: 'refuses',
  },
  ...(['timestamp', 'snapshot'] as const).map((role): TufCase => ({
    clause: '5.3.11',
    name: `new_${role}_fast_forward_recovery`,
    change(repository) {
      repository.rotate(role);
      repository.signed[role].version = 1;
      if (role === 'snapshot') repository.signed.timestamp.meta['snapshot.json'].version = 1;
      repository.signed.timestamp.version++;
      for (const each of ['snapshot', 'timestamp'] as const) repository.publish(each);
    },
    ours: 'accepts',
    tufJs: role === 'snapshot' ? 'refuses' : 'accepts',
    difference:
      'TUF 5.3.11 deletes the trusted timestamp too when the snapshot keys are rotated; tuf-js keeps it while its own keys stay.',
  })),
  {
    clause: '5.3.11',
    name: 'targets_fast_forward_recovery',
    change(repository) {
      repository.rotate('snapshot');
      repository.signed.targets.version = 1;
      repository.signed.snapshot.meta['targets.json'].version = 1;
      repository.publish('targets');
      repository.release('snapshot');
    },
    ours: 'accepts',
  },
  ...(['timestamp', 'snapshot', 'targets'] as const).map((role): TufCase => ({
    clause: { timestamp: '5.4.2', snapshot: '5.5.4', targets: '5.6.3' }[role],
    name: `unsigned_metadata: ${role}`,
    change(repository) {
      repository.release(role);
      repository.publish(role, [makeSigner('thief')]);
    },
    ours: 'refuses',
  })),
  ...(['timestamp', 'snapshot', 'targets'] as const).map((role): TufCase => ({
    clause: { timestamp: '5.4.2', snapshot: '5.5.4', targets: '5.6.3' }[role],
    name: `non_root_rotations: ${role} signed by the old key`,
    change(repository) {
      const old = repository.signers[role];
      repository.rotate(role);
      repository.release(role);
      repository.publish(role, old);
    },
    ours: 'refuses',
  })),
  ...(['timestamp', 'snapshot', 'targets'] as const).map((role): TufCase => ({
    clause: { timestamp: '5.4.2', snapshot: '5.5.4', targets: '5.6.3' }[role],
    name: `non_root_rotations: ${role} signed by the new key`,
    change(repository) {
      repository.rotate(role);
      repository.release(role);
    },
    ours: 'accepts',
  })),
  ...(['timestamp', 'snapshot', 'targets'] as const).map((role): TufCase => ({
    clause: { timestamp: '5.4.4', snapshot: '5.5.6', targets: '5.6.5' }[role],
    name: `${role}_expired`,
    change: changeAndRelease(role, (signed: Json) => (signed.expires = expiresIn(-1))),
    ours: 'refuses',
  })),
  ...(['timestamp', 'snapshot', 'targets'] as const).map((role): TufCase => ({
    clause: { timestamp: '5.4.1', snapshot: '5.5.1', targets: '5.6.1' }[role],
    name: `${role}_404`,
    change(repository) {
      repository.release('targets');
      repository.host.delete(
        { timestamp: 'timestamp.json', snapshot: '3.snapshot.json', targets: '3.targets.json' }[role],
      );
    },
    ours: 'refuses',
  })),
  {
    clause: '5.4.3.1',
    name: 'new_timestamp_version_rollback',
    change: (repository) => {
      repository.signed.timestamp.version = 1;
      repository.publish('timestamp');
    },
    ours: 'refuses',
  },
  {
    clause: '5.4.3.1',
    name: 'timestamp_content_changes: the trusted one stays',
    change(repository) {
      repository.signed.timestamp.expires = expiresIn(20);
      repository.publish('timestamp');
    },
    ours: 'accepts',
  },
  {
    clause: '5.4.3.2',
    name: 'snapshot_rollback',
    change(repository) {
      repository.signed.timestamp.meta['snapshot.json'].version = 1;
      repository.release('timestamp');
    },
    ours: 'refuses',
  },
  {
    clause: '5.5.2',
    name: 'snapshot_hash_mismatch',
    change(repository) {
      repository.release('snapshot');
      repository.signed.timestamp.meta['snapshot.json'].hashes = { sha256: sha256('other') };
      repository.release('timestamp');
    },
    ours: 'refuses',
  },
  {
    clause: '5.5.2',
    name: 'basic_metadata_hash_support',
    change(repository) {
      repository.release('snapshot');
      const bytes = repository.host.get(`${repository.signed.snapshot.version as number}.snapshot.json`)!;
      const meta = repository.signed.timestamp.meta['snapshot.json'];
      Object.assign(meta, { length: bytes.length, hashes: { sha256: sha256(bytes) } });
      repository.release('timestamp');
    },
    ours: 'accepts',
  },
  ...(['snapshot', 'targets'] as const).map((role): TufCase => ({
    clause: { snapshot: '5.5.4', targets: '5.6.4' }[role],
    name: `url_and_metadata_version_mismatch: ${role}`,
    change(repository) {
      repository.release('targets');
      const { signed, host } = repository;
      const path = `${signed[role].version as number}.${role}.json`;
      signed[role].version++;
      repository.publish(role);
      host.set(path, host.get(`${signed[role].version as number}.${role}.json`)!);
    },
    ours: 'refuses',
  })),
  {
    clause: '5.5.5',
    name: 'targets_rollback',
    change(repository) {
      repository.signed.snapshot.meta['targets.json'].version = 1;
      repository.release('snapshot');
    },
    ours: 'refuses',
  },
  {
    clause: '5.5.5',
    name: 'targets_role_removal',
    change(repository) {
      repository.signed.snapshot.meta = { 'other.json': { version: 1 } };
      repository.release('snapshot');
    },
    ours: 'refuses',
  },
  {
    clause: '5.6.2',
    name: 'targets_hash_mismatch',
    change: changeAndRelease(
      'snapshot',
      (signed: Json) => (signed.meta['targets.json'].hashes = { sha256: sha256('x') }),
    ),
    ours: 'refuses',
  },
  {
    clause: '5.7.3',
    name: 'client_downloads_expected_file',
    change(repository) {
      repository.addTarget('file.txt', 'new content');
      repository.release('targets');
    },
    ours: 'accepts',
  },
  {
    clause: '5.7.3',
    name: 'repository_substitutes_target_file',
    change(repository) {
      repository.addTarget('file.txt', 'expected');
      repository.release('targets');
      repository.host.set(`targets/${sha256('expected')}.file.txt`, new Uint8Array(Buffer.from('replaced')));
    },
    ours: 'refuses',
  },
  {
    clause: '5.7.3',
    name: 'download_with_unknown_hash_algorithm',
    change(repository) {
      repository.signed.targets.targets['file.txt'].hashes = { unknown: 'ab'.repeat(32) };
      repository.release('targets');
    },
    ours: 'refuses',
  },
  {
    clause: '4.5',
    name: 'client_downloads_expected_file_in_sub_dir',
    change(repository) {
      repository.addTarget('folder/file.txt', 'content');
      repository.release('targets');
    },
    ours: 'refuses',
    tufJs: 'accepts',
    difference: 'Names of target files of a channel have no slash: they are keys of a database and names of files.',
  },
  {
    clause: '4.2',
    name: 'keytype_and_scheme: ECDSA',
    change(repository) {
      repository.rotate('timestamp');
      const id = repository.signers.timestamp[0]!.key.keyID;
      repository.signed.root.keys[id] = { ...repository.signed.root.keys[id], keytype: 'ecdsa' };
      repository.publish('root');
      repository.release('timestamp');
    },
    ours: 'refuses',
  },
  {
    clause: '4.2',
    name: 'a key ID that is not the SHA-256 of its key',
    change(repository) {
      repository.rotate('targets');
      const { keys, roles } = repository.signed.root;
      const id = roles.root.keyids[0] as string;
      keys['my-root-key'] = keys[id];
      roles.root.keyids.push('my-root-key');
      repository.publish('root');
      repository.release('targets');
    },
    ours: 'refuses',
    tufJs: 'accepts',
    difference: 'TUF 4.2 says that clients must calculate each key ID; tuf-js does not.',
  },
  {
    clause: '4.2',
    name: 'duplicate_sig_keyids',
    change(repository) {
      repository.release('timestamp');
      const [signer] = repository.signers.timestamp;
      repository.publish('timestamp', [signer!, signer!]);
    },
    ours: 'refuses',
  },
  {
    clause: '4.3',
    name: 'duplicate_keys: one key ID twice in a role',
    change(repository) {
      repository.rotate('timestamp');
      const role = repository.signed.root.roles.timestamp;
      role.keyids = [role.keyids[0], role.keyids[0]];
      role.threshold = 2;
      repository.publish('root');
      repository.release('timestamp');
    },
    ours: 'refuses',
  },
  {
    clause: '5.5.4',
    name: 'snapshot_does_not_meet_threshold',
    change(repository) {
      const second = makeSigner('snapshot-2');
      repository.signers.snapshot.push(second);
      repository.rotate();
      repository.signed.root.roles.snapshot.threshold = 2;
      repository.publish('root');
      repository.release('snapshot');
      repository.publish('snapshot', [second]);
    },
    ours: 'refuses',
  },
  {
    clause: '5.5.4',
    name: 'snapshot_has_too_few_keys',
    change(repository) {
      repository.rotate();
      repository.signed.root.roles.snapshot.threshold = 2;
      repository.publish('root');
      repository.release('snapshot');
    },
    ours: 'refuses',
  },
  {
    clause: '5.4.2',
    name: 'invalid_sig_in_valid_metadata',
    change(repository) {
      repository.release('timestamp');
      repository.publish('timestamp', [...repository.signers.timestamp, makeSigner('stranger')]);
    },
    ours: 'accepts',
  },
  {
    clause: '4.1',
    name: 'custom_fields',
    change: changeAndRelease('targets', (signed: Json) => Object.assign(signed, { extra: { some: ['thing'] } })),
    ours: 'accepts',
  },
  {
    clause: '4.1',
    name: 'incorrect_metadata_type',
    change: changeAndRelease('snapshot', (signed: Json) => (signed._type = 'targets')),
    ours: 'refuses',
  },
];
