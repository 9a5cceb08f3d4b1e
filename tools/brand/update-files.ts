/**
 * Writes the update manifests of installed packages, `firefox.json` and `chrome.xml`, with version, id and digest from the
 * signed packages.
 */
import { createHash } from 'node:crypto';
import JSZip from 'jszip';
import * as v from 'valibot';
import { Refusal } from '../../hub/refusal.ts';

const ManifestSchema = v.object({
  version: v.string(),
  update_url: v.optional(v.string()),
  browser_specific_settings: v.optional(
    v.object({ gecko: v.object({ id: v.string(), update_url: v.optional(v.string()) }) }),
  ),
});

export interface UpdateFile {
  name: string;
  bytes: Uint8Array | string;
}

/** @param bytes package that Mozilla signed  @param updates folder on the host, with a trailing slash. Throws a Refusal. */
export async function firefoxUpdateFiles(
  file: string,
  bytes: Uint8Array,
  brandId: string,
  updates: string,
): Promise<UpdateFile[]> {
  const zip = await unzip(file, bytes);
  if (zip.file('META-INF/mozilla.rsa') === null) throw new Refusal(`${file} is not signed by Mozilla.`);
  const { version, browser_specific_settings: settings } = await manifestOf(file, zip);
  const { id, update_url: address } = settings?.gecko ?? { id: 'no package for Firefox' };
  if (id !== `${brandId}@joblantern.example`) throw new Refusal(`${file} is ${id}, and not the brand ${brandId}.`);
  requireAddress(file, address, `${updates}firefox.json`);
  const name = `${brandId}-${version}.xpi`;
  const digest = createHash('sha256').update(bytes).digest('hex');
  const update = { version, update_link: `${updates}${name}`, update_hash: `sha256:${digest}` };
  const json = JSON.stringify({ addons: { [id]: { updates: [update] } } }, null, 2);
  return [
    { name, bytes },
    { name: 'firefox.json', bytes: `${json}\n` },
  ];
}

/** @param bytes CRX3 package that Chromium packed with the brand's key. Throws a Refusal. */
export async function chromeUpdateFiles(
  file: string,
  bytes: Uint8Array,
  brandId: string,
  updates: string,
): Promise<UpdateFile[]> {
  const { id, zip: archive } = readCrx(file, bytes);
  const { version, update_url: address } = await manifestOf(file, await unzip(file, archive));
  requireAddress(file, address, `${updates}chrome.xml`);
  const name = `${brandId}-${version}.crx`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${id}">
    <updatecheck codebase="${updates}${name}" version="${version}" />
  </app>
</gupdate>
`;
  return [
    { name, bytes },
    { name: 'chrome.xml', bytes: xml },
  ];
}

/** CRX3: "Cr24", the version, the header's length, the header, the zip. */
function readCrx(file: string, bytes: Uint8Array): { id: string; zip: Uint8Array } {
  const buffer = Buffer.from(bytes);
  if (buffer.length < 12 || buffer.toString('latin1', 0, 4) !== 'Cr24' || buffer.readUInt32LE(4) !== 3) {
    throw new Refusal(`${file} is no package that Chromium packed (CRX3).`);
  }
  const end = 12 + buffer.readUInt32LE(8);
  const header = buffer.subarray(12, end);
  // Field 10000 of the header is the signed part, whose field 1 is the id: 16 bytes.
  const at = header.indexOf(Buffer.from([0x82, 0xf1, 0x04, 0x12, 0x0a, 0x10]));
  if (at < 0) throw new Refusal(`${file} does not say which extension it is.`);
  const hex = header.toString('hex', at + 6, at + 22);
  const id = hex.replaceAll(/[0-9a-f]/gu, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
  return { id, zip: buffer.subarray(end) };
}

function requireAddress(file: string, found: string | undefined, wanted: string): void {
  if (found === wanted) return;
  throw new Refusal(`${file} looks for updates at ${found ?? 'its store'}, not at ${wanted}: build and sign it again.`);
}

async function unzip(file: string, bytes: Uint8Array): Promise<JSZip> {
  try {
    return await JSZip.loadAsync(bytes);
  } catch {
    throw new Refusal(`${file} cannot be read as a package.`);
  }
}

async function manifestOf(file: string, zip: JSZip): Promise<v.InferOutput<typeof ManifestSchema>> {
  const text = await zip.file('manifest.json')?.async('string');
  if (text === undefined) throw new Refusal(`${file} holds no manifest.json.`);
  return v.parse(ManifestSchema, JSON.parse(text));
}
