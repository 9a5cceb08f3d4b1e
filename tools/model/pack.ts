/** The text model as bytes: see `utils/detect/model-file.ts`. */
import type { Model } from '../../utils/detect/classifier.ts';
import { packSections } from '../../utils/text/sections.ts';

export function packModel({ weights, ...meta }: Model): Uint8Array {
  return packSections({
    meta: new TextEncoder().encode(JSON.stringify({ version: 2, ...meta })),
    weights: new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength),
  });
}
