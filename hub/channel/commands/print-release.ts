/** Prints what a command signed. */
import { print } from '../../print.ts';
import type { ReleaseSummary } from '../signing/publish-release.ts';

export function printRelease(release: ReleaseSummary): void {
  const { entries, withdrawn, files, root, targets, withdrawals, snapshot, timestamp } = release;
  print(`Signed: ${entries} entries, ${withdrawn} of them withdrawn or disputed.`);
  print(`Files: ${files.join(', ')}`);
  print(
    `Versions: root ${root}, targets ${targets}, withdrawals ${withdrawals}, snapshot ${snapshot}, timestamp ${timestamp}`,
  );
}
