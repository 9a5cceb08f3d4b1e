/**
 * A service that is made when it is first asked, because what it is made of has to be read first (the policy names the
 * publisher). All its methods answer with promises.
 */
type Service = object;

export function lazyService<T extends Service>(make: () => Promise<T>): T {
  return new Proxy({} as T, {
    get(_target, name) {
      if (name === 'then') return undefined; // it is no promise itself
      return async (...args: unknown[]): Promise<unknown> => {
        const made = (await make()) as Record<PropertyKey, (...args: unknown[]) => unknown>;
        return made[name]?.(...args);
      };
    },
  });
}
