/** Checks a brand's folder; each fault names file and field. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Refusal } from '../../hub/refusal.ts';
import type { Brand } from '../../utils/brand/brand.ts';
import { addressFault } from './address.ts';
import { checkRoot, type RootSummary } from './check-root.ts';
import { contrastFault } from './contrast.ts';
import { logoFault } from './logo.ts';
import { logoOf, readBrand } from './read-brand.ts';

export interface BrandCheck {
  /** Null when brand.yaml cannot be read. */
  brand: Brand | null;
  root: RootSummary | null;
  faults: readonly string[];
}

export async function checkBrand(folder: string): Promise<BrandCheck> {
  let brand: Brand;
  try {
    brand = readBrand(folder);
  } catch (error) {
    return { brand: null, root: null, faults: [(error as Error).message] };
  }
  const yaml = join(folder, 'brand.yaml');
  const faults = [...addressFaults(brand), ...colourFaults(brand)].map((fault) => `${yaml}: ${fault}`);
  const logo = logoOf(folder);
  const wrongLogo = logo === null ? null : logoFault(basename(logo), await readFile(logo));
  if (wrongLogo !== null) faults.push(`${logo}: ${wrongLogo}`);
  const rootFile = join(folder, 'root.json');
  if (!existsSync(rootFile)) {
    if (needsRecipients(brand)) faults.push(`${rootFile}: is missing, so reports have no recipient`);
    return { brand, root: null, faults };
  }
  try {
    const root = await checkRoot(rootFile, await readFile(rootFile));
    if (root.publisher !== null && root.publisher !== brand.publisher) {
      faults.push(`${yaml}: publisher: is "${brand.publisher}", and root.json is the root of "${root.publisher}"`);
    }
    if (needsRecipients(brand) && root.recipients.length === 0) {
      faults.push(`${rootFile}: signed.custom.recipients: names no key, so reports have no recipient`);
    }
    return { brand, root, faults };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { brand, root: null, faults: [...faults, ...error.lines] };
  }
}

function needsRecipients({ relay, mail }: Brand): boolean {
  return relay !== null || mail !== null;
}

function addressFaults(brand: Brand): string[] {
  const { channel, relay, updates, hotline, demo } = brand;
  const addresses = { channel, relay, updates, 'hotline.source': hotline?.source };
  const faults = Object.entries(addresses).flatMap(([name, address]) => {
    const fault = typeof address === 'string' ? addressFault(address) : null;
    return fault === null ? [] : [`${name}: ${fault}`];
  });
  if (faults.length === 0 && !demo && [channel, relay].some((address) => address?.startsWith('http:') === true)) {
    faults.push('demo: must be true, since list or relay are on this machine');
  }
  return faults;
}

function colourFaults({ colour, colourDark }: Brand): string[] {
  return [
    ...faultOf('colour', colour === undefined ? null : contrastFault(colour, 'light')),
    ...faultOf('colourDark', colourDark === undefined ? null : contrastFault(colourDark, 'dark')),
    ...faultOf('colourDark', colour !== undefined && colourDark === undefined ? 'is missing beside colour' : null),
  ];
}

function faultOf(name: string, fault: string | null): string[] {
  return fault === null ? [] : [`${name}: ${fault}`];
}
