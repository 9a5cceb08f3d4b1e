/**
 * How a reader adds another publisher's channel. A file holds the address and the root; a link holds the address and
 * the root's fingerprint. Neither is trusted by itself. The reader sees the fingerprint and compares it with the one
 * that the publisher gives in another way.
 *
 *     file  {"joblantern-channel": 1, "url": "https://list.example/", "colour": "#1f5f8b", "root": {...}}
 *     link  https://list.example/#joblantern-channel=1f5f8b.<fingerprint>; the colour is optional
 */
import * as v from 'valibot';
import { encodeUtf8 } from '../indicators/utf8.ts';

/** A channel that the reader added. */
export interface Subscription {
  /** Fingerprint of the root with which it was added. */
  id: string;
  url: string;
  /** Root metadata as signed. */
  root: Uint8Array;
  /** Name in that root, as the reader saw it. A later root cannot change how warnings name the channel. */
  publisher: string;
  /** `#rrggbb`, the colour of this channel in the interface, or null. */
  colour: string | null;
  /** ISO 8601. */
  addedAt: string;
}

export interface Invitation {
  /** Folder of the channel's metadata, with a trailing slash. */
  url: string;
  colour: string | null;
  /** Root from the file; null for a link, whose root must be fetched. */
  root: Uint8Array | null;
  /** Fingerprint from the link; null for a file. */
  fingerprint: string | null;
}

/** Longest invitation file, in UTF-16 units. */
export const MAX_INVITATION_CHARS = 300_000;

/** `https://` anywhere, `http://` only on this machine. The host ends at a port, a slash or the end. */
const url = v.pipe(
  v.string(),
  v.maxLength(1000),
  v.regex(
    /^(?:https:\/\/[^\s@#?]+|http:\/\/(?:127\.0\.0\.1|localhost)(?::\d{1,5})?(?:\/[^\s@#?]*)?)$/iu,
    'must be an https address',
  ),
);
const colour = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/iu));
const FileSchema = v.object({
  'joblantern-channel': v.literal(1),
  url,
  colour: v.optional(v.nullable(colour), null),
  root: v.looseObject({ signed: v.looseObject({ _type: v.literal('root') }) }),
});

const LINK = /^(\S+?)#joblantern-channel=(?:([0-9a-f]{6})\.)?([0-9a-f]{64})$/iu;

/** Returns null when the text is neither such a file nor such a link. */
export function parseInvitation(text: string): Invitation | null {
  if (text.length > MAX_INVITATION_CHARS) return null;
  const link = LINK.exec(text.trim());
  if (link !== null) {
    const [, address = '', tint, fingerprint = ''] = link;
    if (!v.is(url, address)) return null;
    const linkColour = tint === undefined ? null : `#${tint.toLowerCase()}`;
    return { url: folderOf(address), colour: linkColour, root: null, fingerprint: fingerprint.toLowerCase() };
  }
  try {
    const file = v.parse(FileSchema, JSON.parse(text));
    const root = encodeUtf8(JSON.stringify(file.root));
    return { url: folderOf(file.url), colour: file.colour, root, fingerprint: null };
  } catch {
    return null;
  }
}

function folderOf(address: string): string {
  return address.endsWith('/') ? address : `${address}/`;
}
