import { childOf, childrenOf, folderOf, joinPath, xml } from '../../../src/kit/index.ts';
import type { RepositoryView, XmlNode } from '../../../src/kit/index.ts';
import type { Requirement } from '../model.ts';
import { type Found, lockOf, manifestOf, ownFiles, requirement } from './common.ts';

export const javaGlobs: readonly string[] = [
  '**/pom.xml',
  '**/build.gradle',
  '**/build.gradle.kts',
  '**/gradle.lockfile',
  'gradle/libs.versions.toml',
];

/** Versions that name another artifact tomorrow: ranges, `LATEST`, `1.+`, snapshots. */
const moves = (version: string): boolean =>
  /^[[(]|^(?:LATEST|RELEASE|latest\.\w+)$|\+$|-SNAPSHOT$/.test(version.trim());

/** Projects of Maven and Gradle: Maven knows no lock file, so exact versions are all there is to see. */
export async function readJava(view: RepositoryView): Promise<readonly Found[]> {
  const poms = await Promise.all(
    ownFiles(view, /(?:^|\/)pom\.xml$/).map(async (path) => {
      const tree = await view.tree(path, xml);
      return tree === undefined ? [] : [ofPom(path, tree)];
    }),
  );
  const builds = ownFiles(view, /(?:^|\/)build\.gradle(?:\.kts)?$/).flatMap((path) => ofGradle(view, path));
  return [...poms.flat(), ...builds].filter(({ dependencies }) => dependencies > 0);
}

function ofPom(path: string, root: XmlNode): Found {
  const properties = new Map(childOf(root, 'properties')?.children.map(({ name, text }) => [name, text]));
  const resolved = (version: string): string =>
    version.replace(/\$\{([\w.-]{1,100})\}/g, (whole, name: string) => properties.get(name) ?? whole);
  const dependencies = [
    ...childrenOf(childOf(root, 'dependencies'), 'dependency'),
    ...childrenOf(childOf(root, 'dependencyManagement', 'dependencies'), 'dependency'),
    ...childrenOf(childOf(root, 'build', 'plugins'), 'plugin'),
  ];
  const own = childOf(root, 'groupId')?.text ?? childOf(root, 'parent', 'groupId')?.text;
  const open = dependencies.flatMap((dependency): readonly Requirement[] => {
    const version = childOf(dependency, 'version');
    const group = childOf(dependency, 'groupId')?.text;
    // Modules of one build depend on each other's snapshot.
    if (version === undefined || group === own || !moves(resolved(version.text))) return [];
    return [requirement(version.at, childOf(dependency, 'artifactId')?.text ?? '', resolved(version.text))];
  });
  return { ...manifestOf(path, 'maven', 'maven'), dependencies: dependencies.length, open, lockable: false };
}

const most = 5000;
const quoted = /["']([\w.-]{1,200}):([\w.-]{1,200}):([^"':@]{1,100})(?:[:@][\w.-]{1,100})?["']/g;

function ofGradle(view: RepositoryView, path: string): readonly Found[] {
  const lines = (view.text(path) ?? '').split('\n').slice(0, most);
  const asked = lines.flatMap((line, index) =>
    [...line.slice(0, 1000).matchAll(quoted)].map(([, , name = '', version = '']) =>
      requirement({ path, line: index + 1 }, name, version),
    ),
  );
  const catalogued = lines.filter((line) =>
    /^[ \t]{0,100}\w{1,50}[ \t]{0,20}\(?[ \t]{0,20}libs\./.test(line.slice(0, 300)),
  ).length;
  const lock = [joinPath(folderOf(path), 'gradle.lockfile'), 'gradle.lockfile'].find(
    (file) => file !== undefined && view.has(file),
  );
  const open = lock === undefined ? asked.filter(({ range }) => moves(range)) : [];
  const locked = new Set(
    (lock === undefined ? '' : (view.text(lock) ?? '')).split('\n').map((line) => line.split('=')[0]),
  );
  const groups = new Set([...locked].map((entry) => (entry ?? '').split(':')[1]));
  const lacks = asked.filter(({ name }) => !groups.has(name));
  return [
    {
      ...manifestOf(path, 'gradle', 'gradle'),
      dependencies: asked.length + catalogued,
      open,
      lockable: false,
      lock: lock === undefined ? null : lockOf(lock, locked.size < 2 ? undefined : lacks),
    },
  ];
}
