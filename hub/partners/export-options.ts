/** What goes to a partner: never more than the list itself says, and less unless somebody decides otherwise. */
import type { MARKINGS } from './stix-schema.ts';

export interface ExportOptions {
  /** Who lists. */
  publisher: string;
  /** Milliseconds since 1970. */
  now: number;
  /** Send the evidence references along; otherwise indicators, categories and days only. */
  evidence: boolean;
  /** Whom the partner may tell, in the Traffic Light Protocol. */
  tlp: keyof typeof MARKINGS;
}
