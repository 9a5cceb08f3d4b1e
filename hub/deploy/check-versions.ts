/** Compares two releases of a channel. No version of the later one may be lower (rollback, TUF 5.3.5, 5.5.5). */
import type { Metadata, Targets } from '@tufjs/models';
import { digestOfSigned } from '../channel/signing/signature-request.ts';
import type { PublishedMetadata } from '../channel/signing/published-metadata.ts';
import { Refusal } from '../refusal.ts';
import { readPublicFile } from './release-files.ts';

export interface ReleaseFolder {
  dir: string;
  published: PublishedMetadata;
}

/** Throws a Refusal that names what went back or was replaced. */
export async function checkVersions(before: ReleaseFolder, after: ReleaseFolder): Promise<void> {
  const [known, offered] = [before.published.root.signed.version, after.published.root.signed.version];
  if (offered < known) throw new Refusal(`It has root ${offered}, and readers have root ${known} already.`, TAKE_OVER);
  for (let version = 1; version <= known; version++) {
    const name = `${version}.root.json`;
    const [old, next] = [await readPublicFile(before.dir, name), await readPublicFile(after.dir, name)];
    if (old === null || next === null || !Buffer.from(old).equals(Buffer.from(next))) {
      throw new Refusal(`${name} is another one than before: roots are added, never changed.`, TAKE_OVER);
    }
  }
  checkRole('list', before.published.targets, after.published.targets);
  checkRole('withdrawals', before.published.withdrawals, after.published.withdrawals);
}

const TAKE_OVER = 'Take over the published release first (channel pull), then sign again.';

function checkRole(what: string, before: Metadata<Targets> | null, after: Metadata<Targets> | null): void {
  if (before === null) return;
  const [known, offered] = [before.signed.version, after?.signed.version ?? 0];
  if (after === null || offered < known) {
    throw new Refusal(
      `It has version ${offered} of the ${what}, and readers have version ${known} already.`,
      TAKE_OVER,
    );
  }
  if (offered === known && digestOfSigned(before.signed.toJSON()) !== digestOfSigned(after.signed.toJSON())) {
    throw new Refusal(`The ${what} has version ${known} as before, but other content.`, TAKE_OVER);
  }
}
