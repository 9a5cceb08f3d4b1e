/** A list's colour beside its name, which says the same in words. */
import type { JSX } from 'preact';

/** @param colour `#rrggbb`, or null: nothing is drawn */
export function Swatch({ colour }: { colour: string | null }): JSX.Element | null {
  return colour === null ? null : <span class="swatch" aria-hidden="true" style={{ background: colour }} />;
}
