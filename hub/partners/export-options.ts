/** Options of an export to a partner. */
import type { MARKINGS } from './stix-schema.ts';

export interface ExportOptions {
  /** Name of the publisher. */
  publisher: string;
  /** Milliseconds since 1970. */
  now: number;
  /** Include evidence references. Otherwise indicators, categories and days only. */
  evidence: boolean;
  /** Traffic Light Protocol: whom the partner may tell. */
  tlp: keyof typeof MARKINGS;
}
