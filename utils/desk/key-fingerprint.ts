/** A key as two people compare it: four groups of four. */
export function keyFingerprint(key: string): string {
  return (key.slice(0, 16).match(/.{4}/gu) ?? []).join(' ');
}
