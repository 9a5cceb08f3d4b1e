/** The publisher's colour, next to the name. */
import type { JSX } from 'preact';

/** @param colour `#rrggbb`; null draws nothing */
export function Swatch({ colour }: { colour: string | null }): JSX.Element | null {
  return colour === null ? null : <span class="swatch" aria-hidden="true" style={{ background: colour }} />;
}
