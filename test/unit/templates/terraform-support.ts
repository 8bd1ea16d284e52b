import { folderOf, hcl, terraformOf } from '../../../src/kit/index.ts';
import type { TerraformFile, TerraformRoot, Value } from '../../../src/kit/index.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { createDocuments } from '../../../src/audit/documents.ts';
import type { Infrastructure } from '../../../templates/iac/model.ts';
import { reader } from '../../../templates/iac/terraform/read.ts';

type Files = Readonly<Record<string, string>>;

/** The roots of a small repository; a file that is not valid counts as broken. */
export const rootsOf = async (files: Files): Promise<readonly TerraformRoot[]> => {
  const parsed: TerraformFile[] = [];
  const broken = new Set<string>();
  for (const [path, text] of Object.entries(files)) {
    try {
      parsed.push({ path, body: await hcl.parse(text, path) });
    } catch {
      broken.add(folderOf(path));
    }
  }
  return terraformOf({
    files: parsed.filter(({ path }) => /\.tf(\.json)?$/.test(path)),
    values: parsed.filter(({ path }) => path.includes('.tfvars')),
    broken,
    hidden: [],
  });
};

/** What the reader makes of a small repository. */
export const modelOf = async (files: Files): Promise<Partial<Infrastructure>> => {
  const { view } = createDocuments(memoryTree(files), reader.globs);
  return reader.read(view);
};

/** A value in the fewest words: what is computed is `?`, a reference its name in angles, an incomplete list ends in `...`. */
export const short = (value: Value | undefined): unknown => {
  switch (value?.kind) {
    case undefined:
      return undefined;
    case 'literal':
    case 'text':
      return value.value;
    case 'name':
      return `<${value.name}>`;
    case 'list':
      return [...value.items.map(short), ...(value.complete ? [] : ['...'])];
    case 'object':
      return {
        ...Object.fromEntries(Object.entries(value.entries).map(([key, item]) => [key, short(item)])),
        ...(value.complete ? {} : { '...': true }),
      };
    case 'call':
      return { [value.name]: value.args.map(short) };
    default:
      return '?';
  }
};

/** The value of `x` in a root folder that holds this text. */
export const valueOf = async (expression: string, around = '', more: Files = {}): Promise<unknown> => {
  const [root] = await rootsOf({ 'main.tf': `${around}\nresource "aws_x" "x" {\n  x = ${expression}\n}\n`, ...more });
  const resource = root?.resources.find(({ address }) => address === 'aws_x.x');
  return resource?.body.kind === 'object' ? short(resource.body.entries['x']) : undefined;
};
