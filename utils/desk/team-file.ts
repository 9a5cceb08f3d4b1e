/** The file that moderators exchange: the whole log, sealed to the keys that may read reports. */
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import * as v from 'valibot';
import { readAtMost, ReportRefusedError } from './open-report.ts';

const TeamFileSchema = v.strictObject({
  format: v.literal(1),
  /** The sender's name, and the public key of their decisions. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  key: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/u)),
  entries: v.array(
    v.strictObject({
      text: v.pipe(v.string(), v.maxLength(4_000_000)),
      signature: v.pipe(v.string(), v.maxLength(200)),
    }),
  ),
});
export type TeamFile = v.InferOutput<typeof TeamFileSchema>;

/** Whose decisions count on this desk, and to whom team files are sealed. */
export const TeamSchema = v.strictObject({
  members: v.array(v.strictObject({ name: v.string(), key: v.string() })),
  /** Colleagues' `age1...` keys. */
  recipients: v.array(v.string()),
  /** Keys of indicators that a merge made listed or released, and that nobody confirmed at this desk. */
  unconfirmed: v.optional(v.array(v.string())),
  /** By such a key, the day on which it was confirmed. */
  releasedOn: v.optional(v.record(v.string(), v.string())),
});
export type Team = v.InferOutput<typeof TeamSchema>;

/**
 * The stored team with what a page changed.
 * @param shown the team that the page showed: another tab may have changed the stored one since
 */
export function applyTeamChange(stored: Team, shown: Team, changed: Team): Team {
  const keyOf = ({ key }: Team['members'][number]): string => key;
  const members = new Map(
    applyChange(stored.members, shown.members, changed.members, keyOf).map((each) => [each.key, each]),
  );
  for (const { key, name } of changed.members) {
    const isRenamed = shown.members.some((each) => each.key === key && each.name !== name);
    if (isRenamed && members.has(key)) members.set(key, { name, key });
  }
  const recipients = applyChange(stored.recipients, shown.recipients, changed.recipients, (each) => each);
  return { ...stored, members: [...members.values()], recipients };
}

/** What was added is added, and what was removed is removed. */
function applyChange<T>(
  stored: readonly T[],
  shown: readonly T[],
  changed: readonly T[],
  keyOf: (item: T) => string,
): T[] {
  const [before, after] = [new Set(shown.map(keyOf)), new Set(changed.map(keyOf))];
  const kept = stored.filter((each) => after.has(keyOf(each)) || !before.has(keyOf(each)));
  const there = new Set(kept.map(keyOf));
  return [...kept, ...changed.filter((each) => !before.has(keyOf(each)) && !there.has(keyOf(each)))];
}

export const RECIPIENT_PATTERN = /^age1[02-9ac-hj-np-z]{58}$/u;
/** Maximum length of a team file, bytes: some hundred thousand decisions. */
const MAX_TEAM_FILE_BYTES = 256 * 1024 * 1024;

export async function sealTeamFile(
  file: TeamFile,
  identities: readonly string[],
  recipients: readonly string[],
): Promise<Uint8Array> {
  const own = await Promise.all(identities.map((identity) => identityToRecipient(identity)));
  const encrypter = new Encrypter();
  for (const recipient of new Set([...own, ...recipients])) encrypter.addRecipient(recipient);
  return encrypter.encrypt(JSON.stringify(file));
}

/** @throws ReportRefusedError: too large, not for this desk, damaged, or of another form */
export async function openTeamFile(
  stream: ReadableStream<Uint8Array>,
  identities: readonly string[],
): Promise<TeamFile> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  const sealed = await readAtMost(stream, MAX_TEAM_FILE_BYTES);
  let json: unknown;
  try {
    json = JSON.parse(await decrypter.decrypt(sealed, 'text'));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ReportRefusedError(/no identity matched/u.test(message) ? 'not-for-us' : 'damaged', message);
  }
  const read = v.safeParse(TeamFileSchema, json);
  if (!read.success) throw new ReportRefusedError('not-a-report', v.getDotPath(read.issues[0]) ?? '(file)');
  return read.output;
}
