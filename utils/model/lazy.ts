/** A value that is computed at its first use and then kept. @param make must not return null or undefined */
export function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
