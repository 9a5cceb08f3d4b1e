/** Plain globs: `*` matches any characters. Linear space, and at most text length times glob length steps. */
export function matchesGlob(glob: string, text: string): boolean {
  let g = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (g < glob.length && glob[g] === '*') {
      star = g++;
      resume = t;
    } else if (g < glob.length && glob[g] === text[t]) {
      g++;
      t++;
    } else if (star >= 0) {
      g = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (g < glob.length && glob[g] === '*') g++;
  return g === glob.length;
}

/** Whether a glob matches path and query of an address, and the fragment where the glob contains `#`. */
export function matchesAddress(globs: readonly string[], address: string): boolean {
  const { pathname, search, hash } = new URL(address);
  return globs.some((glob) => matchesGlob(glob, pathname + search + (glob.includes('#') ? hash : '')));
}
