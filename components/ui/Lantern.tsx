/** The mark, in the colour of the text around it. */
import type { JSX } from 'preact';

export function Lantern({ size }: { size: number }): JSX.Element {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" fill="currentColor">
      <path d="M16 1a5 5 0 0 0-5 5h2.5a2.5 2.5 0 0 1 5 0H21a5 5 0 0 0-5-5zM9 7h14l3 5H6zM6 27h20v4H6z" />
      <path
        fill-rule="evenodd"
        d="M7 13h18l-2 13H9zm9 2.5c-2.6 2.8-3.6 4.4-3.6 6a3.6 3.6 0 0 0 7.2 0c0-1.6-1-3.2-3.6-6z"
      />
    </svg>
  );
}
