/** Versions of three numbers, and the files that carry the project's own. */

const VERSION_FORM = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/u;

/** A browser takes no part above this. */
const MAX_VERSION_PART = 65_535;

export function isVersion(version: string): boolean {
  return VERSION_FORM.test(version) && version.split('.').every((part) => Number(part) <= MAX_VERSION_PART);
}

/** Below 0 when `one` is the older. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number)) as [number[], number[]];
  return [0, 1, 2].map((at) => (a[at] ?? 0) - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** The files that carry the version. The manifests take theirs from package.json when they are built. */
export const VERSION_FILES = ['package.json', 'package-lock.json'] as const;

interface Numbered {
  version: string;
  packages?: { '': { version: string } };
}

export function withVersion(json: string, version: string): string {
  const value = JSON.parse(json) as Numbered;
  value.version = version;
  if (value.packages !== undefined) value.packages[''].version = version;
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function versionIn(json: string): string {
  return (JSON.parse(json) as Numbered).version;
}
