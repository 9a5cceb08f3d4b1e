/** The text model as bytes: see `utils/detect/model-file.ts`. */
import type { Model } from '../../utils/detect/classifier.ts';
import { GAP_GOES_ON } from '../../utils/detect/model-file.ts';
import { packSections } from '../../utils/text/sections.ts';

export function packModel({ weights, formal: { weights: formalWeights, ...formal }, ...meta }: Model): Uint8Array {
  const gaps: number[] = [];
  let last = -1;
  for (const [bucket, weight] of formalWeights.entries()) {
    if (weight === 0) continue;
    let gap = bucket - last;
    for (; gap >= GAP_GOES_ON; gap -= GAP_GOES_ON) gaps.push(GAP_GOES_ON);
    gaps.push(gap);
    last = bucket;
  }
  return packSections({
    meta: new TextEncoder().encode(JSON.stringify({ version: 3, ...meta, formal })),
    weights: new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength),
    formal: Uint8Array.from(formalWeights.filter((weight) => weight !== 0)),
    formalGaps: Uint8Array.from(gaps),
  });
}
