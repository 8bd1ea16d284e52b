import { get } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { Elsewhere } from './model.ts';

/** Files that may define monitoring in a language that no reader knows yet, by their names. */
const named = '**/*{alarm,alarms,monitoring,dashboard,observability}*.ts';

/** Where programs for infrastructure keep their sources. */
const programs = [
  '**/{bin,lib,src,infra,infrastructure,cdk,stacks,stages,constructs}/**/*.{ts,mts}',
  '**/*{-stack,.stack,_stack,Stack}.{ts,mts}',
];

export const unreadGlobs = ['**/{cdk,package}.json', named, ...programs];

/** Imports of libraries for infrastructure or dashboards; a service has files about dashboards of its own. */
const infrastructure =
  /(?:\bfrom|\bimport|\brequire\()\s{0,5}['"][^'"\n]{0,100}(?:cdk|pulumi|constructs|cloudwatch|grafana|datadog|\bsst\b|infra)/;

const foreign = /(?:^|\/)(?:node_modules|cdk\.out|dist|tests?|__tests__|fixtures)\/|\.(?:test|spec|d)\.[cm]?ts$/;

const what = 'code of an infrastructure library';

/** Code that makes alarms or dashboards: it is there, and what comes of it is not read. */
export const codeIn = (view: RepositoryView): readonly Elsewhere[] => {
  const [first] = view.glob(named).filter((path) => !foreign.test(path) && infrastructure.test(view.text(path) ?? ''));
  if (first !== undefined) return [{ what, at: { path: first } }];
  if (!usesCdk(view)) return [];
  const found = view.glob(...programs).flatMap((path) => {
    const source = foreign.test(path) ? '' : (view.text(path) ?? '');
    const defines = source.includes('cdk') ? definedIn(source) : [];
    return defines.length === 0 ? [] : [{ what, defines, at: { path } }];
  });
  // One of each says enough.
  return (['alarms', 'dashboards'] as const).flatMap(
    (thing) => found.find(({ defines }) => defines.includes(thing)) ?? [],
  );
};

/** Alarms that a program makes, or lets a construct of others make. */
const alarms =
  /\bnew (?:\w{1,60}\.){0,3}(?:Cfn)?(?:Composite)?Alarm\(|\.createAlarm\(|AlarmThreshold:|cdk-monitoring-constructs/;

const definedIn = (source: string): NonNullable<Elsewhere['defines']> => [
  ...(alarms.test(source) ? ['alarms' as const] : []),
  ...(/\bnew (?:\w{1,60}\.){0,3}(?:Cfn)?Dashboard\(/.test(source) ? ['dashboards' as const] : []),
];

const usesCdk = (view: RepositoryView): boolean =>
  appsOf(view).length > 0 ||
  view.glob('**/package.json').some((path) => !foreign.test(path) && (view.text(path) ?? '').includes('aws-cdk'));

const appsOf = (view: RepositoryView): readonly string[] =>
  view.glob('**/cdk.json').filter((path) => !foreign.test(path));

/** The command of a CDK app in another language than TypeScript. */
const otherLanguage = /python|pipenv|poetry|\buv\b|mvn|gradle|\bjava\b|\.jar\b|dotnet|\bgo\b/;

const tools: readonly (readonly [what: string, file: RegExp])[] = [
  ['a Serverless Framework service', /(?:^|\/)serverless\.(?:ya?ml|ts|js|json)$/],
  ['a Pulumi program', /(?:^|\/)Pulumi\.yaml$/],
  ['a CDK for Terraform program', /(?:^|\/)cdktf\.json$/],
];

/** Infrastructure in a way that nothing here reads: alarms, dashboards and checks may be part of it. */
export const toolsIn = (view: RepositoryView): readonly Elsewhere[] => {
  const own = view.paths.filter((path) => !foreign.test(path));
  return [
    ...tools.flatMap(([name, file]) => {
      const path = own.find((candidate) => file.test(candidate));
      return path === undefined ? [] : [{ what: name, at: { path } }];
    }),
    ...appsOf(view)
      .filter((path) => {
        const command = get(view.json(path), 'app');
        return typeof command === 'string' && otherLanguage.test(command);
      })
      .slice(0, 1)
      .map((path) => ({ what: 'a CDK app in a language that is not read', at: { path } })),
  ];
};
