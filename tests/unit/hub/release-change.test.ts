/** What "deploy check" says of a release's withdrawals: what is withdrawn, and what is listed again. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPublishedMetadata } from '../../../hub/channel/signing/published-metadata.ts';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import { writeWithdrawn } from '../../../hub/channel/list/withdrawn-file.ts';
import type { ReleaseFolder } from '../../../hub/deploy/check-versions.ts';
import { describeReleaseChange } from '../../../hub/deploy/describe-release-change.ts';
import { makeChannel, NOW, temporaryFolder } from '../channel/test-channel.ts';

it('names each withdrawal, and each name that is listed again', async () => {
  const dir = await makeChannel();
  const folder = await temporaryFolder();
  const kept = async (name: string): Promise<ReleaseFolder> => {
    await cp(dir, join(folder, name), { recursive: true });
    return { dir: join(folder, name), published: await readPublishedMetadata(join(folder, name)) };
  };
  const first = await kept('first');
  const gold = { kind: 'telegram', value: 'gold_hr88' } as const;
  await withdrawIndicators({ dir, indicators: [gold], as: 'removed', now: NOW });
  const withdrawn = await kept('withdrawn');
  expect((await describeReleaseChange(first, withdrawn, dir)).at(-1)).toMatch(
    /^ {2}withdrawn: telegram gold_hr88 \(on /u,
  );
  await writeWithdrawn(dir, new Map());
  await signChannel({ dir, now: NOW });
  const again = await kept('again');
  expect((await describeReleaseChange(withdrawn, again, dir)).at(-1)).toMatch(
    /^ {2}listed again: telegram gold_hr88 \(withdrawn on /u,
  );
  expect((await describeReleaseChange(withdrawn, again, null)).at(-1)).toMatch(
    /^ {2}listed again: hash [0-9a-f]{16} /u,
  );
});
