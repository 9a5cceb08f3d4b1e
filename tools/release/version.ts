/** Versions of three numbers, and the files that hold the project's version. */

const VERSION_FORM = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/u;

/** Highest number that browsers accept. */
const MAX_VERSION_PART = 65_535;

export function isVersion(version: string): boolean {
  return VERSION_FORM.test(version) && version.split('.').every((part) => Number(part) <= MAX_VERSION_PART);
}

/** Negative when `one` is older, positive when it is newer, 0 when equal. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number)) as [number[], number[]];
  return [0, 1, 2].map((at) => (a[at] ?? 0) - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** Files that hold the version. The manifests take it from package.json at build time. */
export const VERSION_FILES = ['package.json', 'hub/package.json', 'package-lock.json'] as const;

interface Numbered {
  version: string;
  /** In the lock file: the project, and the hub as its workspace. */
  packages?: { '': { version: string }; hub?: { version: string } };
}

export function withVersion(json: string, version: string): string {
  const value = JSON.parse(json) as Numbered;
  value.version = version;
  if (value.packages !== undefined) {
    value.packages[''].version = version;
    if (value.packages.hub !== undefined) value.packages.hub.version = version;
  }
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function versionIn(json: string): string {
  return (JSON.parse(json) as Numbered).version;
}
