/** Scripts by which the lines of a picture are classified. */
export const SCRIPT_CLASSES = [
  'latin',
  'cyrillic',
  'arabic',
  'devanagari',
  'bengali',
  'sinhala',
  'tamil',
  'thai',
  'lao',
  'myanmar',
  'khmer',
  'ethiopic',
  'hangul',
  'japanese',
  'han',
] as const;
export type ScriptClass = (typeof SCRIPT_CLASSES)[number];
