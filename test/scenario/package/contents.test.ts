import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readText, root } from '../../support/standard.ts';

interface Packed {
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly unpackedSize: number;
}

describe('the package that is published', () => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as [Packed];
  const paths = packed.files.map((file) => file.path);
  const manifest = JSON.parse(readText('package.json')) as {
    scripts: Record<string, string>;
    dependencies?: object;
    bin: Record<string, string>;
    exports: Record<string, string>;
  };

  it('is one package: it depends on nothing', () => {
    expect(manifest.dependencies ?? {}).toEqual({});
  });

  it('runs no script when it is installed', () => {
    expect(
      Object.keys(manifest.scripts).filter((name) => /^(pre|post)?(install|prepare|uninstall)$/.test(name)),
    ).toEqual([]);
  });

  // What keeps compiled code tells by these words which files it has to leave alone.
  it('loads modules of the other sort with `await import(` alone', () => {
    const others = paths
      .filter((path) => path.endsWith('.cjs'))
      .flatMap((path) => readText(path).match(/.{12}(?<![`.\w])import\((?![.)])/g) ?? []);
    expect(others.filter((text) => !text.endsWith('await import('))).toEqual([]);
  });

  // Half a megabyte of it is the parser of Terraform, as WebAssembly, in files that only an audit of Terraform loads.
  it('is at most 6 MB unpacked', () => {
    expect(packed.unpackedSize).toBeLessThan(6_000_000);
  });

  it('holds the built tool, the standard, the licences and what a reader needs, and nothing else', () => {
    const known =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/[\w.-]+\.cjs|dist\/THIRD_PARTY_LICENSES\.txt|dist\/(?:standard|schemas)\/[\w.-]+\.json)$/;
    expect(paths.filter((path) => !known.test(path))).toEqual([]);
    for (const path of [
      'LICENSE',
      'README.md',
      'dist/standard/index.json',
      'dist/standard/rules.json',
      'dist/THIRD_PARTY_LICENSES.txt',
    ])
      expect(paths).toContain(path);
  });

  it('holds every file that it promises to run or to be imported', () => {
    const promised = [...Object.values(manifest.bin), ...Object.values(manifest.exports)].map((path) =>
      path.replace('./', ''),
    );
    for (const path of promised) {
      const [before = '', after] = path.split('*');
      const fits = (file: string): boolean =>
        after === undefined ? file === path : file.startsWith(before) && file.endsWith(after);
      expect(paths.filter(fits), path).not.toEqual([]);
    }
  });
});
