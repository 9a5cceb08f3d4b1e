/**
 * `npm run -s fit-scripts` trains the network that tells the script of a picture's lines (utils/picture/script-classifier.ts).
 * It renders posters from the corpus and writes `utils/picture/script-weights.ts`. It prints how many posters of other seeds
 * the packed network names, and the digests of examples and weights. The same posters give the same weights.
 */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { SCRIPT_CLASSES } from '../../utils/picture/script-classes.ts';
import { likelyScripts, type PackedNetwork } from '../../utils/picture/script-classifier.ts';
import { FEATURES, scriptFeatures } from '../../utils/picture/script-features.ts';
import { commandLine, runCommandLine } from '../setup/command-line.ts';
import { fitScriptNetwork } from './fit-scripts/fit-script-network.ts';
import { posterLines, type PosterLines } from './fit-scripts/poster-lines.ts';

const OUTPUT = 'utils/picture/script-weights.ts';
/** Seeds of the posters; those of `bench -- pictures` are others. */
const TRAINING_SEEDS = [901, 902, 903];
const HELD_OUT_SEEDS = [991];
const OPTIONS = { features: FEATURES, hidden: 48, epochs: 8, perClass: 6_000, seed: 1 };
/** Base64 signs on a line. */
const LINE = 114;

function vectorsByClass(posters: readonly PosterLines[]): Float32Array[] {
  return SCRIPT_CLASSES.map((wanted) => {
    const patches = posters
      .filter(({ script }) => script === wanted)
      .flatMap(({ lines }) => lines.flatMap((line) => scriptFeatures(line)));
    const vectors = new Float32Array(patches.length * FEATURES);
    for (const [at, patch] of patches.entries()) vectors.set(patch, at * FEATURES);
    return vectors;
  });
}

/** @param network undefined: the bundled one */
function missedBy(network: PackedNetwork | undefined, posters: readonly PosterLines[]): PosterLines[] {
  return posters.filter(({ script, lines }) => likelyScripts(lines, network)[0]?.script !== script);
}

function digestOf(parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

async function write({ hidden, scales, bytes }: PackedNetwork): Promise<void> {
  const lines = bytes.match(new RegExp(`.{1,${LINE}}`, 'gu')) ?? [];
  await writeFile(
    OUTPUT,
    `/** Weights of the script classifier, as bytes in base64. Written by \`npm run -s fit-scripts\`. */
import type { PackedNetwork } from './script-classifier.ts';

export const SCRIPT_WEIGHTS: PackedNetwork = {
  hidden: ${hidden},
  scales: [${scales.join(', ')}],
  bytes: [
${lines.map((line) => `    '${line}',`).join('\n')}
  ].join(''),
};
`,
  );
}

await runCommandLine(
  commandLine('fit-scripts', 'Trains the network that tells the script of a picture. Takes five minutes.').action(
    async () => {
      const classes = vectorsByClass(await posterLines(TRAINING_SEEDS));
      const network = fitScriptNetwork(classes, OPTIONS);
      const heldOut = await posterLines(HELD_OUT_SEEDS);
      const missed = missedBy(network, heldOut);
      await write(network);
      console.log(
        [
          `patches: ${classes.map(({ length }, at) => `${SCRIPT_CLASSES[at]} ${length / FEATURES}`).join(', ')}`,
          `posters held out: ${heldOut.length - missed.length} of ${heldOut.length} named`,
          `the network before it: ${heldOut.length - missedBy(undefined, heldOut).length}`,
          `missed: ${missed.map(({ script }) => script).join(', ') || 'none'}`,
          `examples, SHA-256: ${digestOf(classes.map(({ buffer }) => new Uint8Array(buffer)))}`,
          `weights, SHA-256: ${digestOf([network.bytes])}`,
        ].join('\n'),
      );
    },
  ),
);
