/** Where somebody is held and with which passport: read from the text, then chosen. A new text begins anew. */
import { useState } from 'preact/hooks';

export interface HeldChoice {
  /** ISO 3166 code, `OTHER_COUNTRY`, or '' while unknown. */
  where: string;
  /** The same. */
  passport: string;
}

/** @param placed country that the text names, ISO 3166, or '' */
export function useHeldChoice(text: string, placed: string): [HeldChoice, (part: Partial<HeldChoice>) => void] {
  const [chosen, setChosen] = useState<(HeldChoice & { text: string }) | null>(null);
  const choice = chosen?.text === text ? chosen : { text, where: placed, passport: '' };
  return [choice, (part) => setChosen({ ...choice, ...part })];
}
