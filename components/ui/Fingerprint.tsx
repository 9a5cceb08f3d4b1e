/** A fingerprint as people read it out: four characters at a time. */
import type { JSX } from 'preact';

/** @param of hexadecimal */
export function Fingerprint({ of: hex }: { of: string }): JSX.Element {
  return (
    <code class="fingerprint" dir="ltr">
      {hex.match(/.{1,4}/gu)?.join(' ') ?? ''}
    </code>
  );
}
