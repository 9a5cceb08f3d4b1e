/** Seeded randomness, so that a simulation gives the same figures each time. */

export interface Random {
  /** 0 up to, not including, 1. */
  next(): number;
  /** 32 bits. */
  word(): number;
}

/** The generator known as mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const word = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return { word, next: () => word() / 2 ** 32 };
}
