/** The bill of materials (CycloneDX) that a release carries names what ships and what builds it, with versions. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Project {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

interface Component {
  name: string;
  version: string;
  purl: string;
}

test(
  'npm sbom lists every package that ships or builds, each with its version and address',
  { timeout: 60_000 },
  () => {
    const workflow = readFileSync('.github/workflows/release.yml', 'utf8');
    const [, command = ''] = /- run: (npm sbom .*) > packages\/sbom\.cdx\.json/u.exec(workflow) ?? [];
    const { stdout } = spawnSync('bash', ['-c', command], { encoding: 'utf8', maxBuffer: 64e6 });
    const { bomFormat, components } = JSON.parse(stdout) as { bomFormat: string; components: Component[] };
    expect(bomFormat).toBe('CycloneDX');
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Project;
    const names = new Set(components.map(({ name }) => name));
    expect(Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !names.has(name))).toEqual([]);
    for (const { name, version, purl } of components) {
      expect(decodeURIComponent(purl)).toMatch(/^pkg:npm\//u);
      expect(decodeURIComponent(purl).endsWith(`${name}@${version}`), name).toBe(true);
    }
  },
);
