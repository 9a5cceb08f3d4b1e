/** The text model as bytes: see `utils/detect/model-file.ts`. */
import type { Model } from '../../../utils/detect/text-classifier.ts';
import { packSections } from '../../../utils/text/sections.ts';

export function packModel({ weights, formal: { weights: formalWeights, ...formal }, ...meta }: Model): Uint8Array {
  return packSections({
    meta: new TextEncoder().encode(JSON.stringify({ version: 4, ...meta, formal })),
    weights: new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength),
    formal: new Uint8Array(formalWeights.buffer, formalWeights.byteOffset, formalWeights.byteLength),
  });
}
