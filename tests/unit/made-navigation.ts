/** The Navigation API of a window, as far as it reports changes of the address. */
export type NavigationListeners = Set<(event: { isTrusted: boolean }) => void>;

/** @param listeners takes those that are added */
export function makeNavigation(listeners: NavigationListeners): object {
  return {
    [Symbol.toStringTag]: 'Navigation',
    addEventListener: (_name: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_name: string, listener: () => void) => listeners.delete(listener),
  };
}
