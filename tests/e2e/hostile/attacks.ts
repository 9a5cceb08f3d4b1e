/** Every attack, by kind. */
import type { Attack } from './attack.ts';
import { CHANGES } from './changes.ts';
import { HIDING_PLACES } from './hiding-places.ts';
import { PRESENCE } from './presence.ts';
import { READER_ACTS } from './reader-acts.ts';
import { STYLES } from './styles.ts';
import { TRICKS } from './tricks.ts';

export const ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  'taking it away or covering it': PRESENCE,
  'hiding it by style': STYLES,
  'bending the language and the DOM': TRICKS,
  'keeping the post out of reach': HIDING_PLACES,
  'changing in time': CHANGES,
  'waiting for the reader, and trying posts': READER_ACTS,
};
