/** Describes what new targets metadata would change beside the list: every signed member that differs from the former one. */
import { canonicalize } from '@tufjs/canonical-json';
import { DELTA_PREFIX } from '../../../utils/channel/list-targets.ts';
import type { SignedData, TargetFile } from '../../../utils/channel/metadata.ts';
import { WITHDRAWALS_ROLE } from '../../../utils/channel/trusted-metadata.ts';
import { HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET } from '../../../utils/indicators/indicator-list.ts';
import { Refusal } from '../../refusal.ts';
import { TUF_SPEC_VERSION } from '../signing/sign-for-role.ts';

type Targets = SignedData<'targets'>;

/**
 * One line for each kind of change. Throws a Refusal when the delegation is not the one that this program makes. Readers
 * could use another one than a person is shown.
 * @param others names of target files that are not part of the list
 * @param before null for the first release
 * @param names public key in hexadecimal to its name, from files on this machine only
 */
export function describeTargetsChange(
  others: readonly string[],
  next: Targets,
  before: Targets | null,
  names: ReadonlyMap<string, string>,
): string[] {
  requireOwnDelegation(next);
  const old = before?.targets ?? {};
  const changed = others.filter((name) => contentOf(next.targets[name]) !== contentOf(old[name]));
  const removed = Object.keys(old).filter(
    (name) =>
      next.targets[name] === undefined &&
      !name.startsWith(DELTA_PREFIX) &&
      name !== HASHES_TARGET &&
      name !== LISTINGS_TARGET,
  );
  return [
    // Knowledge files cannot be read here, so their digests are shown.
    ...changed.map((name) => `Another file changes: ${name}, ${contentOf(next.targets[name])}`),
    ...removed.map((name) => `Another file is removed: ${name}`),
    ...withdrawalKeyChanges(next, before, names),
    ...otherMembers(next, before),
  ];
}

/** Everything that is signed of a target file. Its member `custom` (TUF 4.5) can make readers skip the file. */
function contentOf(target: TargetFile | undefined): string {
  if (target === undefined) return 'nothing';
  const { length, hashes, ...others } = target;
  const { sha256, ...digests } = hashes;
  const more = Object.entries({ ...digests, ...others }).map(([name, value]) => `, ${name} ${canonicalize(value)}`);
  return `SHA-256 ${sha256}, ${length} bytes${more.join('')}`;
}

/** One role `withdrawals` for one file, and only its keys. The order of its keys does not count. */
function requireOwnDelegation({ delegations }: Targets): void {
  const role = delegations?.roles.find(({ name }) => name === WITHDRAWALS_ROLE);
  const { keyids = [], threshold = 1 } = role ?? {};
  const keys = Object.fromEntries(keyids.map((id) => [id, delegations?.keys[id] ?? null]));
  const own = { name: WITHDRAWALS_ROLE, keyids, threshold, terminating: true, paths: [WITHDRAWN_TARGET] };
  if (canonicalize(delegations ?? null) === canonicalize({ keys, roles: [own] })) return;
  throw new Refusal(
    `It must name exactly one role "${WITHDRAWALS_ROLE}", for ${WITHDRAWN_TARGET} only, and no keys but those of that role.`,
    'Do not sign it: somebody else than you are shown could withdraw, or nobody.',
  );
}

function withdrawalKeyChanges(next: Targets, before: Targets | null, names: ReadonlyMap<string, string>): string[] {
  const [old, current] = [withdrawalsRole(before), withdrawalsRole(next)];
  const label = (key: string): string => `${names.get(key) ?? 'a key that is not known here'} (${key.slice(0, 16)})`;
  return [
    ...current.keys.filter((key) => !old.keys.includes(key)).map((key) => `From now on may withdraw: ${label(key)}`),
    ...old.keys.filter((key) => !current.keys.includes(key)).map((key) => `May no longer withdraw: ${label(key)}`),
    ...(old.threshold === current.threshold
      ? []
      : [`A withdrawal needs ${current.threshold} keys, where it was ${old.threshold}`]),
  ];
}

/** Public keys of the withdrawals role, in lower-case hexadecimal, and how many of them must sign. */
function withdrawalsRole(targets: Targets | null): { keys: string[]; threshold: number } {
  const delegations = targets?.delegations;
  const role = delegations?.roles.find(({ name }) => name === WITHDRAWALS_ROLE);
  const keys = (role?.keyids ?? []).flatMap((id) => delegations?.keys[id] ?? []);
  return { keys: keys.map(({ keyval }) => keyval.public.toLowerCase()), threshold: role?.threshold ?? 1 };
}

/** Members that a person is shown in another place, or above. */
const SHOWN_MEMBERS = new Set(['_type', 'version', 'expires', 'targets', 'delegations']);

function otherMembers(next: Targets, before: Targets | null): string[] {
  const was: Record<string, unknown> = before ?? { spec_version: TUF_SPEC_VERSION };
  const is: Record<string, unknown> = next;
  const text = (value: unknown): string => (value === undefined ? 'nothing' : canonicalize(value));
  return [...new Set([...Object.keys(is), ...Object.keys(was)])]
    .filter((name) => !SHOWN_MEMBERS.has(name) && text(is[name]) !== text(was[name]))
    .map((name) => `Another member changes: ${name}, ${text(is[name])} where it was ${text(was[name])}`);
}
