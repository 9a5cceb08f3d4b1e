/** How keyboards write one passphrase: with letters and accents in one (NFC) or apart (NFD). */

/** What was typed comes first; nothing else for a passphrase without accents. */
export function spellingsOf(passphrase: string): string[] {
  return [...new Set([passphrase, passphrase.normalize('NFC'), passphrase.normalize('NFD')])];
}
