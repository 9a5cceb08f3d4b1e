/** Reads Traffic Light Protocol markings. The list is public, so only TLP:CLEAR indicators may be listed. */

/** Marking definition ids of TLP 1.0 (STIX 7.2.1.4) and TLP 2.0. White and clear restrict nothing. */
const MARKING_COLOURS: Readonly<Record<string, string>> = {
  'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da': 'GREEN',
  'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82': 'AMBER',
  'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed': 'RED',
  'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb': 'GREEN',
  'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421': 'AMBER',
  'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003': 'AMBER+STRICT',
  'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1': 'RED',
};

/** Returns `GREEN`, `AMBER`, `AMBER+STRICT` or `RED`; null when nothing forbids publication. */
export function tlpRestrictionOf(markings: readonly string[]): string | null {
  for (const marking of markings) {
    const colour =
      MARKING_COLOURS[marking] ?? /^tlp:(green|amber(?:\+strict)?|red)$/iu.exec(marking.trim())?.[1]?.toUpperCase();
    if (colour !== undefined) return colour;
  }
  return null;
}
