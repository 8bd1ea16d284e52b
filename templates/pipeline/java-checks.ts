import { folderOf, type RepositoryView } from '../../src/kit/index.ts';
import type { Act } from './acts.ts';

interface Plugin {
  readonly pattern: RegExp;
  readonly acts: readonly Act[];
}

const maven: readonly Plugin[] = [
  { pattern: /<artifactId>(?:maven-checkstyle|maven-pmd|spotbugs-maven|detekt-maven)-plugin</, acts: ['lint'] },
  {
    pattern: /<artifactId>(?:spotless-maven|spring-javaformat-maven|fmt-maven|formatter-maven)-plugin</,
    acts: ['format'],
  },
  { pattern: /<artifactId>ktlint-maven-plugin</, acts: ['lint', 'format'] },
];

const gradle: readonly Plugin[] = [
  {
    pattern:
      /\b(?:id|plugin:|apply plugin:)\s*\(?["'](?:checkstyle|pmd|com\.github\.spotbugs|io\.gitlab\.arturbosch\.detekt)["']/,
    acts: ['lint'],
  },
  {
    pattern: /["'](?:com\.diffplug\.spotless|io\.spring\.javaformat|com\.palantir\.java-format)["']/,
    acts: ['format'],
  },
  { pattern: /["'](?:org\.jlleitschuh\.gradle\.ktlint|org\.jmailen\.kotlinter)["']/, acts: ['lint', 'format'] },
];

const longest = 200_000;

/** Checks that a build of Maven or Gradle makes on its way, by the plugins that its project binds to it. */
export function javaChecksOf(view: RepositoryView, words: readonly string[], directory: string): readonly Act[] {
  const [tool = '', ...args] = words;
  const name = /(?:^|\/)(mvn|gradle)w?$/.exec(tool)?.[1];
  if (name === undefined) return [];
  const line = args.join(' ').slice(0, 500);
  const asked = goals.filter(({ pattern }) => pattern.test(line)).flatMap(({ acts }) => acts);
  const file = name === 'mvn' ? 'pom.xml' : 'build.gradle';
  const found = textIn(view, directory, name === 'mvn' ? [file] : [file, `${file}.kts`]);
  const runs =
    name === 'mvn' ? /\b(?:verify|install|deploy)\b/.test(line) || early.test(found) : /\b(?:build|check)\b/.test(line);
  const bound = name === 'mvn' ? /<goal>(?:check|validate|verify)/.test(found) : found !== '';
  const plugins = name === 'mvn' ? maven : gradle;
  const acts =
    runs && bound ? plugins.filter(({ pattern }) => pattern.test(found)).flatMap((plugin) => plugin.acts) : [];
  return [...new Set([...asked, ...acts])];
}

// Bound to a phase that `compile`, `test` and `package` come through too.
const early =
  /<phase>(?:validate|initialize|process-sources|compile|process-classes|test)<|spring-javaformat-maven-plugin/;

const goals: readonly Plugin[] = [
  { pattern: /\b(?:jib:build|jib)\b(?!:)/, acts: ['build-image', 'push-image'] },
  { pattern: /\b(?:jib:dockerBuild|jibDockerBuild|spring-boot:build-image|bootBuildImage)\b/, acts: ['build-image'] },
  {
    pattern: /\b(?:checkstyle:check|checkstyleMain|pmd:check|pmdMain|spotbugs:check|spotbugsMain|detekt)\b/,
    acts: ['lint'],
  },
  {
    pattern: /\b(?:spotless:check|spotlessCheck|spring-javaformat:validate|checkFormat|fmt:check)\b/,
    acts: ['format'],
  },
  { pattern: /\b(?:ktlint:check|ktlintCheck|lintKotlin)\b/, acts: ['lint', 'format'] },
];

/** Whether a build starts scripts of another language, which are not followed. */
export const startsOthers = (view: RepositoryView, words: readonly string[], directory: string): boolean => {
  const name = /(?:^|\/)(mvn|gradle)w?$/.exec(words[0] ?? '')?.[1];
  if (name === undefined) return false;
  const file = name === 'mvn' ? 'pom.xml' : 'build.gradle';
  return /com\.github\.node-gradle|com\.moowork\.node|org\.siouan\.frontend|frontend-maven-plugin/.test(
    textIn(view, directory, name === 'mvn' ? [file] : [file, `${file}.kts`]),
  );
};

/** The build files of a folder, and of those around it, whose plugins hold below. */
function textIn(view: RepositoryView, directory: string, names: readonly string[]): string {
  const texts: string[] = [];
  for (let folder = directory; ; folder = folderOf(folder)) {
    for (const name of names)
      texts.push((view.text(folder === '' ? name : `${folder}/${name}`) ?? '').slice(0, longest));
    if (folder === '') return texts.join('\n');
  }
}
