/** Bytes of the compiled knowledge, as shipped and as packed for the way. */
import { gzipSync } from 'node:zlib';
import { ALL_KNOWLEDGE_TARGETS } from '../../../utils/detect/analyse.ts';

export interface Size {
  raw: number;
  gzip: number;
}

export interface Sizes {
  files: Record<string, Size>;
  /** What verdicts are made from: lexicon, weights, places, pay and the text model. */
  engine: Size;
  all: Size;
}

export function measureSizes(compiled: Readonly<Record<string, Uint8Array>>): Sizes {
  const files = Object.fromEntries(
    Object.entries(compiled).map(([name, bytes]) => [
      name,
      { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length },
    ]),
  );
  const engine = new Set<string>(ALL_KNOWLEDGE_TARGETS);
  const total = (names: readonly string[]): Size => ({
    raw: names.reduce((sum, name) => sum + (files[name]?.raw ?? 0), 0),
    gzip: names.reduce((sum, name) => sum + (files[name]?.gzip ?? 0), 0),
  });
  const names = Object.keys(files);
  return { files, engine: total(names.filter((name) => engine.has(name))), all: total(names) };
}
