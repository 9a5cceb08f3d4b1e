/** A fingerprint in groups of four characters, for reading aloud. */
import type { JSX } from 'preact';

/** @param of hexadecimal digits */
export function Fingerprint({ of: hex }: { of: string }): JSX.Element {
  return (
    <code class="fingerprint" dir="ltr">
      {hex.match(/.{1,4}/gu)?.join(' ') ?? ''}
    </code>
  );
}
