/** As the hosts of repositories name headings: small letters, dashes for spaces, no punctuation. */

/** The part of an address behind `#` that leads to a heading. */
export function headingAnchor(heading: string): string {
  const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, '$1').toLowerCase();
  return plain.replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-');
}
