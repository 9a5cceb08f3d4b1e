/** Messages about channels, settings and the reader's own data. Only pages of the extension send them. */
import * as v from 'valibot';
import { MAX_INVITATION_CHARS } from '../channel/invitation.ts';
import { SettingsChangeSchema, type Settings } from '../storage/settings.ts';
import type { ChannelInfo, ChannelPreview, ChannelRefusal, ChannelStatus } from './channel-status.ts';
import { FROM_PAGES, message, trusted } from './message-contract.ts';
import type { OwnData } from './own-data.ts';

const InvitationText = v.pipe(v.string(), v.maxLength(MAX_INVITATION_CHARS));
const Fingerprint = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const Host = v.pipe(v.string(), v.minLength(1), v.maxLength(253));

export const SETTINGS_MESSAGES = {
  /** Status of the brand's own channel. */
  'channel.status': message(FROM_PAGES, v.null(), v.custom<ChannelStatus>(trusted)),
  /** Syncs every channel; answers with the status of the brand's own. */
  'channels.sync': message(FROM_PAGES, v.null(), v.custom<ChannelStatus>(trusted)),
  /** Every channel in use, the brand's own first. */
  'channels.list': message(FROM_PAGES, v.null(), v.custom<{ channels: ChannelInfo[] }>(trusted)),
  /** The channel that a file's text or a link names; nothing is stored. */
  'channels.preview': message(
    FROM_PAGES,
    v.object({ text: InvitationText }),
    v.custom<ChannelPreview | ChannelRefusal>(trusted),
  ),
  /** `fingerprint`: the one of the preview, which the reader compared. */
  'channels.add': message(
    FROM_PAGES,
    v.object({ text: InvitationText, fingerprint: Fingerprint }),
    v.custom<ChannelInfo | ChannelRefusal>(trusted),
  ),
  'channels.remove': message(FROM_PAGES, v.object({ id: Fingerprint }), v.custom<{ channels: ChannelInfo[] }>(trusted)),
  'settings.get': message(FROM_PAGES, v.null(), v.custom<Settings>(trusted)),
  /** Changes the named settings; open pages follow at once. */
  'settings.set': message(FROM_PAGES, SettingsChangeSchema, v.custom<Settings>(trusted)),
  /** Deletes the fingerprints of seen posts. */
  'seen.clear': message(FROM_PAGES, v.null(), v.null()),
  /** Everything that is stored about the reader. */
  'data.export': message(FROM_PAGES, v.null(), v.custom<OwnData>(trusted)),
  'data.erase': message(FROM_PAGES, v.null(), v.null()),
  /** `tabId`: the tab that the popup is about. A pause in a private window holds for private windows alone. */
  'pause.get': message(
    FROM_PAGES,
    v.object({ host: Host, tabId: v.exactOptional(v.number()) }),
    /** `revoked`: the reader took back access to the page in this tab. */
    v.custom<{ paused: boolean; revoked: boolean }>(trusted),
  ),
  'pause.set': message(
    FROM_PAGES,
    v.object({ host: Host, paused: v.boolean(), tabId: v.exactOptional(v.number()) }),
    v.null(),
  ),
};
