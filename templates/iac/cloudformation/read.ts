import { defineReader, folderOf, get, joinPath, list, record } from '../../../src/kit/index.ts';
import type { Mapping, RepositoryView } from '../../../src/kit/index.ts';
import { joinParts } from '../model.ts';
import type { App, Elsewhere, Infrastructure, Part } from '../model.ts';
import { documents, elsewhere, programTypes } from '../places.ts';
import { assembliesOf, assemblyGlobs } from './assembly.ts';
import { common } from './resolve.ts';
import { isTemplate, maxResources, stackOf } from './stack.ts';
import { partsOf } from './template.ts';
import type { Stack } from './values.ts';
import { said } from './values.ts';

/** CloudFormation and serverless (SAM) templates: those that are written, and those that a CDK app was synthesized to. */
export const reader = defineReader<Infrastructure>({
  globs: [...documents, ...assemblyGlobs],
  read: (view) => {
    const written = writtenIn(view);
    const nested = nestedIn(written);
    const whole = [...written.values()].some((document) => isServerless(document) && isWhole(document));
    const stacks = [...written].map(([path, document]) => {
      const partial = whole && isServerless(document) && !isWhole(document);
      return stackOf(document, { path, values: nested.get(path) ?? {}, partial });
    });
    const apps = [...written].filter(([, document]) => runsProgram(document)).map(([path]) => appOf(path));
    const loops = [...written].flatMap(([path, document]) => loopsIn(path, document));
    const synthesized = assembliesOf(view).flatMap(({ stacks: made }) => made);
    const parts: readonly Part[] = [
      { apps, elsewhere: loops },
      ...stacks.flatMap((stack) => partsOf(stack)),
      ...synthesized.flatMap((stack) => partsOf(stack)).map(withoutTies),
    ];
    return joinParts(parts);
  },
});

/** Serverless resources need a transformation. Without it beside a template that has it, they are a part of another file. */
const isWhole = (document: unknown): boolean => get(document, 'Transform') !== undefined;

const isServerless = (document: unknown): boolean =>
  Object.values(record(get(document, 'Resources'))).some((body) =>
    said(get(body, 'Type')).startsWith('AWS::Serverless::'),
  );

/** A synthesized template is of one environment: names and accounts are filled in, and the program says where from. */
const withoutTies = (part: Part): Part => (part.ties ? { ...part, ties: [] } : part);

const appOf = (path: string): App => ({ tool: 'cloudformation', directory: folderOf(path), at: { path } });

/** Told by what stands in a file, not by its name; most files are left after one look for a word. */
const writtenIn = (view: RepositoryView): ReadonlyMap<string, unknown> =>
  new Map(
    view
      .glob(...documents)
      .filter((path) => !elsewhere.test(path) && (view.text(path)?.includes('AWS::') ?? false))
      .map((path) => [path, path.endsWith('.json') ? view.json(path) : view.yaml(path)?.[0]] as const)
      .filter(([, document]) => isTemplate(document)),
  );

const runsProgram = (document: unknown): boolean =>
  Object.values(record(get(document, 'Resources'))).some((resource) => programTypes.has(said(get(resource, 'Type'))));

const maxDepth = 10;

/**
 * What the templates of nested stacks are deployed with. A template that several stacks use gets what all of them agree on.
 * The address of a nested template is a path here, as `aws cloudformation package` and `sam build` take it.
 */
const nestedIn = (written: ReadonlyMap<string, unknown>): ReadonlyMap<string, Mapping> => {
  const given = new Map<string, Mapping>();
  const visit = (path: string, values: Mapping, depth: number): void => {
    if (depth > maxDepth) return;
    const stack = stackOf(written.get(path), { path, values });
    for (const [target, parameters] of childrenOf(stack, path)) {
      if (!written.has(target) || target === path) continue;
      const known = given.get(target);
      const agreed = record(known === undefined ? parameters : common(known, parameters));
      // Only what changes is looked at again, so that stacks that nest each other come to an end.
      if (known !== undefined && JSON.stringify(known) === JSON.stringify(agreed)) continue;
      given.set(target, agreed);
      visit(target, agreed, depth + 1);
    }
  };
  const inner = new Set(
    [...written].flatMap(([path, document]) =>
      mayNest(document) ? childrenOf(stackOf(document, { path }), path).map(([target]) => target) : [],
    ),
  );
  for (const [path, document] of written) if (!inner.has(path) && mayNest(document)) visit(path, {}, 0);
  return given;
};

const mayNest = (document: unknown): boolean =>
  Object.values(record(get(document, 'Resources'))).some((resource) =>
    /^AWS::(CloudFormation::Stack|Serverless::Application)$/.test(said(get(resource, 'Type'))),
  );

const childrenOf = (stack: Stack, path: string): readonly (readonly [string, Mapping])[] =>
  stack.resources.flatMap(({ type, properties }) => {
    const address = type === 'AWS::CloudFormation::Stack' ? properties['TemplateURL'] : properties['Location'];
    if (!/^AWS::(CloudFormation::Stack|Serverless::Application)$/.test(type) || typeof address !== 'string') return [];
    const target = /^[a-z][a-z0-9+.-]*:|\$\{/.test(address) ? undefined : joinPath(folderOf(path), address);
    return target === undefined ? [] : [[target, record(properties['Parameters'])] as const];
  });

/** Resources that a loop or a macro makes are not read. */
const loopsIn = (path: string, document: unknown): readonly Elsewhere[] => {
  const keys = Object.keys(record(get(document, 'Resources')));
  const macros = list([get(document, 'Transform')].flat()).filter(
    (name) => typeof name === 'string' && !/^AWS::(Serverless-|LanguageExtensions|SecretsManager-)/.test(name),
  );
  return [
    ...(keys.some((key) => key.startsWith('Fn::'))
      ? [{ what: 'resources that a loop or a transform makes', at: { path } }]
      : []),
    ...(keys.length > maxResources
      ? [{ what: `a template with more than ${maxResources} resources`, at: { path } }]
      : []),
    ...(macros.length > 0 ? [{ what: `resources that the macro ${said(macros[0])} makes`, at: { path } }] : []),
  ];
};
