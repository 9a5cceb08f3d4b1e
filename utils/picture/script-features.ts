/** Features by which the script of a line is classified: histograms of oriented gradients over square patches. */
import type { GreyImage } from './grey-image.ts';

/** Pixels of a patch's side; a line is scaled to this height. */
const SIDE = 32;
const STRIDE = 16;
const CELL = 8;
const ORIENTATIONS = 8;
export const FEATURES = (SIDE / CELL) ** 2 * ORIENTATIONS;
/** Mean ink of a patch, 0 to 255; a patch with less is blank. */
const MIN_INK = 12;

/** One vector of `FEATURES` numbers, of length 1, for each patch with ink. @param line black on white */
export function scriptFeatures(line: GreyImage): Float32Array[] {
  const ink = scaleInk(line);
  const patches: Float32Array[] = [];
  for (let left = 0; left + SIDE <= ink.width; left += STRIDE) {
    const patch = patchFeatures(ink, left);
    if (patch !== null) patches.push(patch);
  }
  return patches;
}

/** Ink (255 minus grey) at the height of a patch, by averaging; at least one patch wide. */
function scaleInk({ width, height, data }: GreyImage): GreyImage {
  const scale = SIDE / height;
  const columns = Math.max(SIDE, Math.round(width * scale));
  const scaled = new Uint8Array(columns * SIDE);
  for (let y = 0; y < SIDE; y++) {
    const [top, bottom] = [Math.floor(y / scale), Math.max(Math.floor(y / scale) + 1, Math.floor((y + 1) / scale))];
    for (let x = 0; x < columns; x++) {
      const [left, right] = [Math.floor(x / scale), Math.max(Math.floor(x / scale) + 1, Math.floor((x + 1) / scale))];
      let [sum, count] = [0, 0];
      for (let v = top; v < Math.min(bottom, height); v++)
        for (let u = left; u < Math.min(right, width); u++, count++) sum += 255 - (data[v * width + u] as number);
      scaled[y * columns + x] = count === 0 ? 0 : sum / count;
    }
  }
  return { width: columns, height: SIDE, data: scaled };
}

function patchFeatures({ width, data }: GreyImage, left: number): Float32Array | null {
  const features = new Float32Array(FEATURES);
  let ink = 0;
  for (let y = 1; y < SIDE - 1; y++) {
    for (let x = 1; x < SIDE - 1; x++) {
      const at = y * width + left + x;
      ink += data[at] as number;
      const dx = (data[at + 1] as number) - (data[at - 1] as number);
      const dy = (data[at + width] as number) - (data[at - width] as number);
      const size = Math.hypot(dx, dy);
      if (size < 8) continue;
      const turn = (Math.atan2(dy, dx) / (2 * Math.PI) + 1) * ORIENTATIONS;
      const bin = Math.floor(turn) % ORIENTATIONS;
      const cell = Math.floor(y / CELL) * (SIDE / CELL) + Math.floor(x / CELL);
      const share = turn - Math.floor(turn);
      const [one, other] = [cell * ORIENTATIONS + bin, cell * ORIENTATIONS + ((bin + 1) % ORIENTATIONS)];
      features[one] = (features[one] as number) + size * (1 - share);
      features[other] = (features[other] as number) + size * share;
    }
  }
  if (ink < MIN_INK * SIDE * SIDE) return null;
  let sum = 0;
  for (let at = 0; at < FEATURES; at++) {
    features[at] = Math.sqrt(features[at] as number);
    sum += (features[at] as number) ** 2;
  }
  const length = Math.sqrt(sum) || 1;
  for (let at = 0; at < FEATURES; at++) features[at] = (features[at] as number) / length;
  return features;
}
