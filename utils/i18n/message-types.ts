/** Types of a message file in `public/messages`. */

/** `{"one": "...", "other": "..."}`; `other` is required. */
export type PluralMessage = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;
export type MessageText = string | PluralMessage;
/** Message key to text. */
export type Messages = Readonly<Record<string, MessageText>>;
