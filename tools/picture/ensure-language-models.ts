/**
 * Provides the models by which pictures are read. English, without its word list, and Thai are from npm, the others from
 * Debian's packages of tessdata_fast. Each file is verified by the digest in `utils/picture/language-models.ts` and kept
 * gzipped in a cache.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { LANGUAGE_MODELS, type LanguageModel } from '../../utils/picture/language-models.ts';
import { withoutDictionary } from './without-dictionary.ts';

const CACHE = 'node_modules/.cache/joblantern/pictures';
const NPM_FOLDER = 'node_modules/@tesseract.js-data';
const DEBIAN_POOL = 'https://deb.debian.org/debian/pool/main/t/tesseract-lang/';
const DEBIAN_VERSION = '4.1.0-2';
/** For one package of at most 2.5 MB, milliseconds. */
const DOWNLOAD_TIMEOUT_MS = 30_000;
const DEBIAN_DATA = 'usr/share/tesseract-ocr/5/tessdata';

/** Paths of `<code>.traineddata.gz` by tag. A language that cannot be had is named on standard error and left out. */
export async function ensureLanguageModels(tags: readonly string[]): Promise<Map<string, string>> {
  await mkdir(CACHE, { recursive: true });
  const paths = new Map<string, string>();
  let isOnline = true;
  for (const tag of tags) {
    try {
      paths.set(tag, await ensureModel(tag, isOnline));
    } catch (error) {
      if (error instanceof DownloadError) isOnline = false;
      console.error(`Pictures in "${tag}" cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return paths;
}

/** The network is away, so that further downloads would wait in vain. */
class DownloadError extends Error {
  override name = 'DownloadError';
}

async function ensureModel(tag: string, isOnline: boolean): Promise<string> {
  const model = LANGUAGE_MODELS[tag];
  if (model === undefined) throw new Error(`There is no model for the language "${tag}".`);
  const path = join(CACHE, `${model.code}.traineddata.gz`);
  if (existsSync(path) && isModel(gunzipSync(await readFile(path)), model)) return path;
  const npmFile = join(NPM_FOLDER, model.code, '4.0.0_best_int', `${model.code}.traineddata.gz`);
  if (!existsSync(npmFile) && !isOnline) throw new DownloadError('Its model was not downloaded either.');
  const whole = existsSync(npmFile) ? gunzipSync(await readFile(npmFile)) : await fromDebian(model.code);
  const bytes = model.isWithoutDictionary === true ? withoutDictionary(whole) : whole;
  if (!isModel(bytes, model))
    throw new Error(`The model "${model.code}" is not the one that utils/picture/language-models.ts names.`);
  await writeFile(path, gzipSync(bytes, { level: 9 }));
  return path;
}

function isModel(bytes: Uint8Array, { sha256 }: LanguageModel): boolean {
  return createHash('sha256').update(bytes).digest('hex') === sha256;
}

/** Downloads and unpacks a Debian package: by dpkg-deb, elsewhere by a tar that reads `ar` archives (libarchive). */
async function fromDebian(code: string): Promise<Uint8Array> {
  const name = `tesseract-ocr-${code.replace('_', '-')}`;
  const url = `${DEBIAN_POOL}${name}_${DEBIAN_VERSION}_all.deb`;
  console.error(`Downloading ${url} ...`);
  const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) }).catch((error: Error) => {
    throw new DownloadError(
      `${url} could not be downloaded (${error.message}). Check the network, then run the command again.`,
    );
  });
  if (!response.ok) throw new Error(`${url} could not be downloaded (status ${response.status}).`);
  const folder = await mkdtemp(join(tmpdir(), 'joblantern-model-'));
  try {
    const file = join(folder, 'package.deb');
    await writeFile(file, new Uint8Array(await response.arrayBuffer()));
    const unpacked = spawnSync('dpkg-deb', ['-x', file, folder]);
    if (unpacked.status !== 0) {
      spawnSync('tar', ['-xf', file], { cwd: folder });
      spawnSync('tar', ['-xf', 'data.tar.xz'], { cwd: folder });
    }
    return await readFile(join(folder, DEBIAN_DATA, `${code}.traineddata`));
  } catch (error) {
    throw new Error(`${name} could not be unpacked: dpkg-deb or bsdtar is needed.`, { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
