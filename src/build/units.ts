import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Standard } from '../catalog/types.ts';

/**
 * Source of the module that collects the code of the standard: models, readers and judges, by folder. It is made at build
 * time so that no list of them is kept by hand, and none can be forgotten.
 *
 * @param root absolute path of templates/
 */
export function unitsModule(root: string, standard: Standard): string {
  const imports: string[] = [];
  const use = (path: string, name: string): string | undefined => {
    if (!existsSync(join(root, path))) return undefined;
    const alias = `${name}${imports.length}`;
    imports.push(`import { ${name} as ${alias} } from ${JSON.stringify(join(root, path))};`);
    return alias;
  };
  const models = standard.kinds.flatMap((kind) => {
    const model = use(`${kind.id}/model.ts`, 'emptyModel');
    return model === undefined ? [] : [`${JSON.stringify(kind.id)}: ${model},`];
  });
  const readers = standard.kinds.flatMap((kind) => {
    const own = use(`${kind.id}/read.ts`, 'reader');
    const ofTemplates = kind.dialects.flatMap((dialect) => {
      const id = `${kind.id}/${dialect}`;
      const reader = use(`${id}/read.ts`, 'reader');
      return reader === undefined
        ? []
        : [`{ kind: ${JSON.stringify(kind.id)}, template: ${JSON.stringify(id)}, reader: ${reader} },`];
    });
    return [...(own === undefined ? [] : [`{ kind: ${JSON.stringify(kind.id)}, reader: ${own} },`]), ...ofTemplates];
  });
  const completions = standard.kinds.flatMap((kind) => {
    const complete = use(`${kind.id}/complete.ts`, 'complete');
    return complete === undefined ? [] : [`${JSON.stringify(kind.id)}: ${complete},`];
  });
  const judges = standard.rules.flatMap((rule) => {
    const judge = rule.schema === undefined ? use(`${rule.kind}/rules/${rule.id}.ts`, 'judge') : undefined;
    return judge === undefined ? [] : [`${JSON.stringify(rule.id)}: ${judge},`];
  });
  return [
    ...imports,
    `import { validators } from 'virtual:rule-validators';`,
    `export const units = { models: { ${models.join(' ')} }, readers: [ ${readers.join(' ')} ], completions: { ${completions.join(' ')} }, judges: { ${judges.join(' ')} }, validators };`,
    '',
  ].join('\n');
}
