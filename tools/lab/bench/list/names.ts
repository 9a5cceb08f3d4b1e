/** Names as lists hold them, invented: letters and figures of a fixed sequence, no two alike. */

const PARTS = [
  'job',
  'work',
  'hire',
  'staff',
  'career',
  'apply',
  'visa',
  'hr',
  'team',
  'global',
  'asia',
  'office',
] as const;
const ENDS = ['com', 'net', 'org', 'top', 'vip', 'xyz', 'co.th', 'com.kh', 'info', 'site'] as const;

/** `count` domain names; those of one `series` are never in another. */
export function domainNames(count: number, series: 'listed' | 'other' | 'later'): string[] {
  let state = 20_261_125;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const mark = { listed: 'a', other: 'b', later: 'c' }[series];
  return Array.from({ length: count }, (_, at) => {
    const first = PARTS[random(PARTS.length)] ?? '';
    const last = PARTS[random(PARTS.length)] ?? '';
    return `${first}${random(10) < 3 ? '-' : ''}${last}${at.toString(36)}${mark}.${ENDS[random(ENDS.length)] ?? ''}`;
  });
}
