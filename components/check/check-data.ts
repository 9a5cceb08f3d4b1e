/** Data files of the page, loaded after it is usable. Null: not loaded yet, or the package is damaged. */
import type { MapOutlines } from '../../utils/check/map-outlines.ts';
import type { Questions } from '../../utils/check/questions.ts';
import type { Help } from '../../utils/model/help.ts';

export interface CheckData {
  questions: Questions | null;
  help: Help | null;
  outlines: MapOutlines | null;
  /** Whether texts are looked up in a list. Null where the page shows that elsewhere, or while it is not known. */
  hasList: boolean | null;
}
