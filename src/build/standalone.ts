import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';

type Standalone = (ajv: Ajv2020, refs: Record<string, string>) => string;

/**
 * Source of an ES module that exports `validators`: the given schemas, compiled, by name. Shipping compiled validators keeps
 * ajv and its compiler out of every start of the tool.
 *
 * @param allErrors whether a validator goes on after the first error
 */
export function standaloneValidators(schemas: Readonly<Record<string, object>>, allErrors: boolean): string {
  const ajv = new Ajv2020({
    allErrors,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    code: { source: true, esm: true },
  });
  const names = Object.keys(schemas);
  names.forEach((name, index) => ajv.addSchema(schemas[name] ?? {}, `schema:${index}`));
  const refs = Object.fromEntries(names.map((_, index) => [`v${index}`, `schema:${index}`]));
  const code = names.length === 0 ? '' : (standaloneCode as unknown as Standalone)(ajv, refs);
  const entries = names.map((name, index) => `  ${JSON.stringify(name)}: v${index},`);
  return `${importsOf(code)}\nexport const validators = {\n${entries.join('\n')}\n};\n`;
}

// ajv writes `require` calls even when asked for ES modules (ajv issue 2209); they are turned into imports.
function importsOf(code: string): string {
  const imports: string[] = [];
  const body = code.replace(
    /const (\w+) = require\("([^"]+)"\)(\.default)?;/g,
    (_, name: string, path: string, interop?: string) => {
      imports.push(`import ${name}$ from '${path.endsWith('.js') ? path : `${path}.js`}';`);
      return `const ${name} = ${name}$${interop === undefined ? '' : `.default ?? ${name}$`};`;
    },
  );
  return `${imports.join('\n')}\n${body}`;
}
