/** Checks the files of a built package against the rules of the Chrome Web Store, or Edge's stricter ones. */
import { pageFaults } from './page-faults.ts';
import type { PackageFiles } from './package-files.ts';
import { readJustifications, PACKAGE_PERMISSIONS, PERMISSIONS_DOC } from './permissions-doc.ts';
import { readPngHeader } from './png.ts';
import { STORE_IDS, type Rules } from './rules.ts';
import { scriptFaults } from './script-faults.ts';

interface Manifest {
  manifest_version?: unknown;
  name?: unknown;
  description?: unknown;
  version?: unknown;
  default_locale?: unknown;
  icons?: Record<string, string>;
  permissions?: string[];
  optional_permissions?: string[];
  content_security_policy?: { extension_pages?: string };
  update_url?: unknown;
}

type Messages = Record<string, { message: string }>;

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** One line for each fault, `file: fault`. */
export function chromeFaults(files: PackageFiles, rules: Rules): string[] {
  const manifestFile = files.get('manifest.json');
  if (manifestFile === undefined) return ['manifest.json: is not in the package'];
  const manifest = JSON.parse(text(manifestFile)) as Manifest;
  return [
    ...manifestFaults(manifest).map((fault) => `manifest.json: ${fault}`),
    ...nameFaults(files, manifest, rules),
    ...iconFaults(files, manifest, rules),
    ...contentFaults(files),
  ];
}

function manifestFaults(manifest: Manifest): string[] {
  const faults: string[] = [];
  if (manifest.manifest_version !== 3) faults.push('manifest_version must be 3');
  if (!isVersion(manifest.version)) faults.push('version must be one to four numbers up to 65535, joined by dots');
  if (manifest.update_url !== undefined) faults.push('update_url: the store sets it');
  const policy = manifest.content_security_policy?.extension_pages ?? '';
  if (/(?<!wasm-)unsafe-eval|unsafe-inline|https?:/u.test(policy.split(/connect-src|img-src/u)[0] ?? '')) {
    faults.push('content_security_policy allows scripts from outside the package');
  }
  const requested = (manifest.permissions ?? []).toSorted();
  const documented = readJustifications(PACKAGE_PERMISSIONS).map(({ name }) => name);
  for (const name of requested.filter((each) => !documented.includes(each))) {
    faults.push(`permission ${name} is not justified in ${PERMISSIONS_DOC}`);
  }
  for (const name of documented.filter((each) => !requested.includes(each))) {
    faults.push(`permission ${name} is justified in ${PERMISSIONS_DOC} but not asked for`);
  }
  return faults;
}

function isVersion(version: unknown): boolean {
  if (typeof version !== 'string' || !/^\d{1,5}(?:\.\d{1,5}){0,3}$/u.test(version)) return false;
  return version.split('.').every((part) => Number(part) <= 65_535 && String(Number(part)) === part);
}

/** Checks name and summary in each language of the package against the limits of every store. */
function nameFaults(files: PackageFiles, { name, description, default_locale }: Manifest, rules: Rules): string[] {
  const locales = [...files.keys()].flatMap((path) => /^_locales\/([^/]+)\/messages\.json$/u.exec(path)?.[1] ?? []);
  if (typeof default_locale !== 'string' || !locales.includes(default_locale)) {
    return ['manifest.json: default_locale must name a folder in _locales'];
  }
  const maxLength = (field: 'name' | 'summary'): number => Math.min(...STORE_IDS.map((id) => rules.stores[id][field]));
  return locales.flatMap((locale) => {
    const messages = JSON.parse(text(files.get(`_locales/${locale}/messages.json`))) as Messages;
    const translate = (value: unknown): string =>
      (typeof value === 'string' ? value : '').replaceAll(
        /__MSG_(\w+)__/gu,
        (_all, key: string) => messages[key]?.message ?? '',
      );
    return [
      ...lengthFault(`_locales/${locale}: name`, translate(name), maxLength('name')),
      ...lengthFault(`_locales/${locale}: description`, translate(description), maxLength('summary')),
    ];
  });
}

function lengthFault(what: string, value: string, maxLength: number): string[] {
  if (value.trim() === '') return [`${what} is empty`];
  return value.length > maxLength ? [`${what} has ${value.length} characters, at most ${maxLength} are allowed`] : [];
}

function iconFaults(files: PackageFiles, { icons = {} }: Manifest, rules: Rules): string[] {
  return rules.icons.flatMap((size) => {
    const path = icons[size];
    if (path === undefined) return [`manifest.json: icons.${size} is missing`];
    const png = readPngHeader(files.get(path));
    if (png === null) return [`${path}: is no PNG file in the package`];
    return png.width === size && png.height === size
      ? []
      : [`${path}: is ${png.width}x${png.height}, not ${size}x${size}`];
  });
}

function contentFaults(files: PackageFiles): string[] {
  const faults: string[] = [];
  for (const [path, bytes] of files) {
    const report = (list: string[]): void => void faults.push(...list.map((fault) => `${path}: ${fault}`));
    if (/(?:^|\/)\./u.test(path) || path.endsWith('.map')) report(['does not belong in a package']);
    if (path.startsWith('_') && !path.startsWith('_locales/')) report(['names that begin with _ are reserved']);
    if (/\.m?js$/u.test(path)) report(scriptFaults(text(bytes)));
    if (path.endsWith('.html')) report(pageFaults(text(bytes)));
    if (path.endsWith('.css') && /@import|url\(\s*["']?(?:https?:)?\/\//iu.test(text(bytes)))
      report(['loads from another host']);
  }
  return faults;
}
