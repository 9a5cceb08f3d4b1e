import { createHash } from 'node:crypto';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { chromeUpdateFiles, firefoxUpdateFiles } from '../../../tools/brand/update-files.ts';

const UPDATES = 'https://shelter.example/updates/';

function zip(manifest: object, more: Record<string, string> = {}): Promise<Uint8Array> {
  const archive = new JSZip().file('manifest.json', JSON.stringify(manifest));
  for (const [name, text] of Object.entries(more)) archive.file(name, text);
  return archive.generateAsync({ type: 'uint8array' });
}

/** The header as Chromium writes it: a proof, then the signed part with the id. */
async function crx(manifest: object): Promise<Uint8Array> {
  const id = Buffer.from('68e0248f30dad44a2d697cc7d969d282', 'hex');
  const header = Buffer.concat([Buffer.from([0x12, 2, 0x0a, 0, 0x82, 0xf1, 4, 0x12, 0x0a, 0x10]), id]);
  const head = Buffer.alloc(12);
  head.write('Cr24', 'latin1');
  head.writeUInt32LE(3, 4);
  head.writeUInt32LE(header.length, 8);
  return Buffer.concat([head, header, await zip(manifest)]);
}

const gecko = { id: 'shelter@joblantern.example', update_url: `${UPDATES}firefox.json` };
const xpi = (changes: object = {}, signature = 'META-INF/mozilla.rsa'): Promise<Uint8Array> =>
  zip({ version: '0.2.0', browser_specific_settings: { gecko: { ...gecko, ...changes } } }, { [signature]: '' });

describe('update manifest for Firefox', () => {
  it('names version, address and digest of the signed package', async () => {
    const signed = await xpi();
    const [copy, manifest] = await firefoxUpdateFiles('a.xpi', signed, 'shelter', UPDATES);
    expect(copy).toEqual({ name: 'shelter-0.2.0.xpi', bytes: signed });
    expect(JSON.parse(String(manifest?.bytes))).toEqual({
      addons: {
        'shelter@joblantern.example': {
          updates: [
            {
              version: '0.2.0',
              update_link: `${UPDATES}shelter-0.2.0.xpi`,
              update_hash: `sha256:${createHash('sha256').update(signed).digest('hex')}`,
            },
          ],
        },
      },
    });
  });

  it.each([
    ['not signed', () => xpi({}, 'other'), /not signed by Mozilla/u],
    ['another brand’s', () => xpi({ id: 'other@joblantern.example' }), /not the brand shelter/u],
    ['asking elsewhere', () => xpi({ update_url: 'https://other.example/firefox.json' }), /looks for updates at/u],
    ['no package', async () => Buffer.from('words'), /cannot be read as a package/u],
  ])('a package is refused that is %s', async (_what, make, why) => {
    await expect(firefoxUpdateFiles('a.xpi', await make(), 'shelter', UPDATES)).rejects.toThrow(why);
  });
});

describe('update manifest for Chromium', () => {
  it('names the id of the key that signed the package', async () => {
    const packed = await crx({ version: '0.2.0', update_url: `${UPDATES}chrome.xml` });
    const [copy, manifest] = await chromeUpdateFiles('a.crx', packed, 'shelter', UPDATES);
    expect(copy).toEqual({ name: 'shelter-0.2.0.crx', bytes: packed });
    // As `chromium --pack-extension` made it of a key with this digest.
    expect(manifest?.bytes).toContain('<app appid="gioaceipdankneekcngjhmmhnjgjncic">');
    expect(manifest?.bytes).toContain(`codebase="${UPDATES}shelter-0.2.0.crx" version="0.2.0"`);
  });

  it('refuses a zip and a package with a store’s update address', async () => {
    await expect(chromeUpdateFiles('a.zip', await zip({}), 'shelter', UPDATES)).rejects.toThrow('CRX3');
    const listed = await crx({ version: '0.2.0' });
    await expect(chromeUpdateFiles('a.crx', listed, 'shelter', UPDATES)).rejects.toThrow('at its store');
  });
});
