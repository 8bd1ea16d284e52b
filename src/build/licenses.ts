import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'rolldown';

interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

/**
 * Writes the licences of every library that ended up in the bundle: their authors ask for that, and one package hides them otherwise.
 *
 * @param embedded files of libraries that are in it without being modules
 */
export function bundledLicenses(embedded: readonly string[]): Plugin {
  return {
    name: 'create-service:licenses',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
      const folders = [...new Set([...modules, ...embedded].flatMap((id) => packageFolder(id) ?? []))].sort();
      this.emitFile({
        type: 'asset',
        fileName: 'THIRD_PARTY_LICENSES.txt',
        source: folders.map(notice).join(`\n${'-'.repeat(80)}\n\n`),
      });
    },
  };
}

function packageFolder(id: string): string | undefined {
  const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id) ?? [];
  return folder !== undefined && existsSync(join(folder, 'package.json')) ? folder : undefined;
}

function notice(folder: string): string {
  const {
    name = dirname(folder),
    version = '',
    license = 'see its text',
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  return `${name} ${version} (${license})\n${text}`;
}
