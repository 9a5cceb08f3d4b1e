/** Decrypts many rows, with pauses in which the page can respond to its user. */

/** Rows decrypted between two pauses. */
const ROWS_PER_BATCH = 250;

/** In the given order. */
export async function decryptRows<Row, T>(
  rows: readonly Row[],
  decryptRow: (row: Row) => Promise<T>,
  pause: () => Promise<void>,
): Promise<T[]> {
  const decrypted: T[] = [];
  for (let at = 0; at < rows.length; at += ROWS_PER_BATCH) {
    decrypted.push(...(await Promise.all(rows.slice(at, at + ROWS_PER_BATCH).map(decryptRow))));
    await pause();
  }
  return decrypted;
}
