/** Whether a report reaches the publisher: by its relay or by mail. */
import type { Brand } from './brand.ts';

export function takesReports({ relay, mail }: Pick<Brand, 'relay' | 'mail'>): boolean {
  return relay !== null || mail !== null;
}
