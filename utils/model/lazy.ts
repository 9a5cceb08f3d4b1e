/** A value that is made at its first use, and kept. @param make gives neither null nor undefined */
export function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
