/** The publishers that this package shows; the build defines `__KNOWN_PUBLISHERS__` from `knowledge/publishers`. */
import type { KnownPublisher } from './known-publisher.ts';

declare const __KNOWN_PUBLISHERS__: readonly KnownPublisher[];

export const knownPublishers: readonly KnownPublisher[] = __KNOWN_PUBLISHERS__;
