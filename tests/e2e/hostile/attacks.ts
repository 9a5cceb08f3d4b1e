/** All attacks, by kind. */
import type { Attack } from './attack.ts';
import { CHANGES } from './changes.ts';
import { DECOYS } from './decoys.ts';
import { DISGUISES } from './disguises.ts';
import { HIDING_PLACES } from './hiding-places.ts';
import { MOVED_POSTS } from './moved-posts.ts';
import { ODD_PLACES } from './odd-places.ts';
import { OVERLAY_REMOVAL } from './overlay-removal.ts';
import { READER_ACTIONS } from './reader-actions.ts';
import { STYLES } from './styles.ts';
import { UNFINISHED } from './unfinished.ts';
import { DOM_TAMPERING } from './dom-tampering.ts';

/** Those on a site with an adapter. */
export const ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  'taking it away or covering it': OVERLAY_REMOVAL,
  'hiding it by style': STYLES,
  'moving the place of the warning out of sight': MOVED_POSTS,
  'bending the language and the DOM': DOM_TAMPERING,
  'keeping the post out of reach': HIDING_PLACES,
  'changing in time': CHANGES,
  'never finishing to load': UNFINISHED,
  'waiting for the reader, and trying posts': READER_ACTIONS,
};

/** Those on a site without an adapter (`tests/e2e/hostile-unknown-site.test.ts`). */
export const ON_UNKNOWN_SITES: Readonly<Record<string, readonly Attack[]>> = {
  'setting decoys, on a site without an adapter': DECOYS,
  'disguising words, on a site without an adapter': DISGUISES,
  'keeping words in odd places, on a site without an adapter': ODD_PLACES,
};

/** All of them. */
export const ALL_ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  ...ATTACKS,
  ...ON_UNKNOWN_SITES,
};
