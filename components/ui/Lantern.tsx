/** The logo, in the colour of the surrounding text. */
import type { JSX } from 'preact';

export function Lantern({ size }: { size: number }): JSX.Element {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" fill="currentColor">
      <path d="M16 2a6 6 0 0 0-6 6h3a3 3 0 0 1 6 0h3a6 6 0 0 0-6-6zM6 8h20v4H6zM6 26h20v4H6z" />
      <path fill-rule="evenodd" d="M8 14h16v10H8zm8 .6c-2.2 2.6-3 4-3 5.6a3 3 0 0 0 6 0c0-1.6-.8-3-3-5.6z" />
    </svg>
  );
}
