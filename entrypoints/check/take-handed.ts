/** Takes the text that another page handed over. The page opens also where the worker does not give it. */

interface Handed {
  /** Null when it is lost. */
  text: string | null;
  /** It comes from a private window, or may. */
  private: boolean;
}

/** In milliseconds. The page shows nothing meanwhile. */
const LIMIT_MS = 5_000;
const LOST: Handed = { text: null, private: true };

export function takeHanded(ask: () => Promise<Handed>): Promise<Handed> {
  return Promise.race([ask().catch(() => LOST), new Promise<Handed>((resolve) => setTimeout(resolve, LIMIT_MS, LOST))]);
}
