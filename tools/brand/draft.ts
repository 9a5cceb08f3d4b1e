/** A brand while its questions are answered, and the files it becomes. */
import { Document } from 'yaml';
import type { RootSummary } from './check-root.ts';

export interface DraftFile {
  name: string;
  bytes: Uint8Array;
}

/** The answers so far; null: answered with none. */
export interface BrandDraft {
  id: string;
  name?: string;
  publisher?: string;
  colour?: string;
  colourDark?: string;
  logo?: DraftFile | null;
  languages?: readonly string[] | null;
  channel?: string | null;
  root?: { bytes: Uint8Array; facts: RootSummary } | null;
  relay?: string | null;
  mail?: string | null;
  hotline?: { label: string; number: string; hours: string | null; source: string } | null;
  dispute?: string | null;
  updates?: string | null;
}

/** Whether channel or relay are on this machine: such a brand is for trials and cannot be packaged. */
export function isOnThisMachine({ channel, relay }: Pick<BrandDraft, 'channel' | 'relay'>): boolean {
  return [channel, relay].some((address) => address?.startsWith('http:') === true);
}

/** The files of the brand's folder. */
export function filesOf(draft: BrandDraft): DraftFile[] {
  const { id, name, publisher, channel = null, relay = null, mail = null, dispute = null } = draft;
  const known = {
    id,
    name,
    publisher,
    channel,
    relay,
    mail,
    dispute,
    colour: draft.colour,
    colourDark: draft.colourDark,
    ...(draft.languages ? { languages: draft.languages } : {}),
    ...(draft.hotline ? { hotline: draft.hotline } : {}),
    ...(draft.updates ? { updates: draft.updates } : {}),
    ...(isOnThisMachine(draft) ? { demo: true } : {}),
  };
  const document = new Document(known);
  document.commentBefore = ` Made by "brand new". What each line may be: utils/brand/brand.ts. After a change: npm run -s brand -- check FOLDER`;
  const yaml = document.toString({ lineWidth: 0 });
  return [
    { name: 'brand.yaml', bytes: Buffer.from(yaml) },
    ...(draft.root ? [{ name: 'root.json', bytes: draft.root.bytes }] : []),
    ...(draft.logo ? [draft.logo] : []),
  ];
}
