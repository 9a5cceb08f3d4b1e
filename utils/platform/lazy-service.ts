/**
 * A service that is created at its first call. Its settings must be read first: the policy names the publisher. Each call
 * calls `make` again, which may return a new service. All methods return promises.
 */
type Service = object;

export function lazyService<T extends Service>(make: () => Promise<T>): T {
  return new Proxy({} as T, {
    get(_target, name) {
      if (name === 'then') return undefined; // the service is not a promise
      return async (...args: unknown[]): Promise<unknown> => {
        const made = (await make()) as Record<PropertyKey, (...args: unknown[]) => unknown>;
        return made[name]?.(...args);
      };
    },
  });
}
