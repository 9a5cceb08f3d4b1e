import { describe, expect, it } from 'vitest';
import { fitScriptNetwork } from '../../../tools/lab/fit-scripts/fit-script-network.ts';
import { likelyScripts } from '../../../utils/picture/script-classifier.ts';
import { SCRIPT_CLASSES } from '../../../utils/picture/script-classes.ts';
import { FEATURES, scriptFeatures } from '../../../utils/picture/script-features.ts';

/** A line of strokes, black on white; each script leans in its own way. */
function strokes(script: number, shift: number) {
  const [width, height] = [320, 32];
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 4; y < 28; y++)
    for (let x = 0; x < width; x++)
      if ((x + shift + Math.round((y * (script - 7)) / 3)) % (10 + script) < 4) data[y * width + x] = 0;
  return { width, height, data };
}

const classes = SCRIPT_CLASSES.map((_, script) => {
  const patches = [0, 3, 6].flatMap((shift) => scriptFeatures(strokes(script, shift)));
  return Float32Array.from(patches.flatMap((patch) => [...patch]));
});
const OPTIONS = { features: FEATURES, hidden: 16, epochs: 20, perClass: 200, seed: 5 };

describe('fitScriptNetwork', () => {
  it('learns shapes that the classifier then tells apart in other lines', () => {
    const network = fitScriptNetwork(classes, OPTIONS);
    const named = SCRIPT_CLASSES.filter((script, at) => likelyScripts([strokes(at, 4)], network)[0]?.script === script);
    expect(named.length).toBeGreaterThanOrEqual(13);
  });

  it('gives the same weights for the same examples, and refuses a class without any', () => {
    expect(fitScriptNetwork(classes, { ...OPTIONS, epochs: 1 })).toEqual(
      fitScriptNetwork(classes, { ...OPTIONS, epochs: 1 }),
    );
    expect(() => fitScriptNetwork([...classes, new Float32Array()], OPTIONS)).toThrow(RangeError);
  });
});
