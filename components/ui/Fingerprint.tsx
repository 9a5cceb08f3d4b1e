/** A fingerprint as people read it out: four characters at a time. */
import type { JSX } from 'preact';

/** @param of hexadecimal */
export function Fingerprint({ of }: { of: string }): JSX.Element {
  return (
    <code class="fingerprint" dir="ltr">
      {of.match(/.{1,4}/gu)?.join(' ') ?? ''}
    </code>
  );
}
