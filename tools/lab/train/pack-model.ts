/** The text model as bytes: see `utils/detect/model-file.ts`. */
import { CLASSES, WEIGHT_BITS, type Model } from '../../../utils/detect/text-classifier.ts';
import { packSections } from '../../../utils/text/sections.ts';

export function packModel({ weights, ...meta }: Model): Uint8Array {
  const planes = CLASSES.map((name, index) => [
    name,
    Uint8Array.from(weights, (word) => (word >>> (WEIGHT_BITS * index)) & (2 ** WEIGHT_BITS - 1)),
  ]);
  return packSections({
    meta: new TextEncoder().encode(JSON.stringify({ version: 6, ...meta })),
    ...(Object.fromEntries(planes) as Record<string, Uint8Array>),
  });
}
