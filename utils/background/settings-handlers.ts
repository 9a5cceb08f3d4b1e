/** Handlers of the messages about channels, settings and own data: see `utils/contracts/settings-messages.ts`. */
import type { ChannelStatus } from '../contracts/channel-status.ts';
import type { OwnData } from '../contracts/own-data.ts';
import type { SETTINGS_MESSAGES } from '../contracts/settings-messages.ts';
import type { Handlers } from '../messaging/router.ts';
import type { Settings, SettingsChange } from '../storage/settings.ts';
import type { Pauses } from './pauses.ts';
import type { RevokedTabs } from './revoked-tabs.ts';
import { isPrivateRequest, type IsPrivateTab } from './sender-frame.ts';
import type { SeenPosts } from './seen-posts.ts';
import type { Subscriptions } from './subscriptions.ts';

export interface SettingsHandlerDeps {
  channels: { status(): Promise<ChannelStatus>; sync(): Promise<ChannelStatus> };
  subscriptions: Subscriptions;
  settings: { get(): Promise<Settings>; set(change: SettingsChange): Promise<Settings> };
  ownData: { export(): Promise<OwnData>; erase(): Promise<void> };
  seenPosts: Pick<SeenPosts, 'clear'>;
  pauses: Pauses;
  revoked: RevokedTabs;
  isPrivateTab: IsPrivateTab;
  /** Sends to the open tabs of a host that reading pauses or resumes. @param isPrivate only those in private windows */
  sendPaused(host: string, paused: boolean, isPrivate: boolean): Promise<void>;
}

export function createSettingsHandlers({
  channels,
  subscriptions,
  settings,
  ownData,
  seenPosts,
  pauses,
  revoked,
  isPrivateTab,
  sendPaused,
}: SettingsHandlerDeps): Pick<Handlers, keyof typeof SETTINGS_MESSAGES> {
  return {
    'channel.status': () => channels.status(),
    'channels.sync': () => channels.sync(),
    'channels.list': async () => ({ channels: await subscriptions.list() }),
    'channels.preview': ({ text }) => subscriptions.preview(text),
    'channels.add': ({ text, fingerprint }) => subscriptions.add(text, fingerprint),
    async 'channels.remove'({ id }) {
      await subscriptions.remove(id);
      return { channels: await subscriptions.list() };
    },
    'settings.get': () => settings.get(),
    async 'settings.set'(change) {
      const changed = await settings.set(change);
      if (change.remembersPosts === false) await seenPosts.clear();
      return changed;
    },
    'seen.clear': async () => (await seenPosts.clear(), null),
    'data.export': () => ownData.export(),
    'data.erase': async () => (await ownData.erase(), null),
    'pause.get': async ({ host, tabId }, sender) => ({
      paused: await pauses.isPaused(host, await isPrivateRequest(tabId, sender, isPrivateTab)),
      revoked: tabId !== undefined && (await revoked.has(tabId)),
    }),
    async 'pause.set'({ host, paused, tabId }, sender) {
      const isPrivate = await isPrivateRequest(tabId, sender, isPrivateTab);
      await pauses.set(host, paused, isPrivate);
      await sendPaused(host, paused, isPrivate);
      return null;
    },
  };
}
