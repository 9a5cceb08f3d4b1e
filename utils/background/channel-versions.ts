/**
 * The highest trusted versions of each channel (TUF 5.3.8, 5.4.5, 5.5.7). They are in `storage.local`, the releases in
 * IndexedDB. So a sync that fails later, or a damaged release, does not lower them.
 */
import * as v from 'valibot';
import type { TrustedVersions } from '../channel/trusted-versions.ts';
import type { RemovableStorageArea } from './channel-problems.ts';

export interface ChannelVersions {
  /** null when none are stored, or the record is damaged. */
  get(channel: string): Promise<TrustedVersions | null>;
  /** null removes the record. */
  set(channel: string, versions: TrustedVersions | null): Promise<void>;
}

const version = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const VersionsSchema = v.object({
  root: version,
  onlineKeys: v.string(),
  timestamp: version,
  snapshot: version,
  meta: v.record(v.string(), version),
});

export function createChannelVersions(area: RemovableStorageArea): ChannelVersions {
  const keyOf = (channel: string): string => `channel-versions:${channel}`;
  return {
    async get(channel) {
      const parsed = v.safeParse(VersionsSchema, (await area.get(keyOf(channel)))[keyOf(channel)]);
      return parsed.success ? parsed.output : null;
    },
    set: (channel, versions) =>
      versions === null ? area.remove(keyOf(channel)) : area.set({ [keyOf(channel)]: versions }),
  };
}
