/** The text model as bytes: see `utils/detect/model-file.ts`. */
import type { Model } from '../../utils/detect/classifier.ts';
import { packSections } from '../../utils/text/sections.ts';

export function packModel(model: Model): Uint8Array {
  const { weights, bits, scale, bias } = model;
  return packSections({
    meta: new TextEncoder().encode(JSON.stringify({ version: 1, bits, scale, bias })),
    weights: new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength),
  });
}
