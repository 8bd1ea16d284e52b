import type { RepositoryView } from '../../src/kit/index.ts';

const longest = 500_000;

/** The value of a JSON5 file: without its comments it reads as the flow style of YAML. Undefined when it is none. */
export function json5(view: RepositoryView, path: string): unknown {
  const source = view.text(path);
  return source === undefined || source.length > longest ? undefined : view.yamlText(withoutComments(source))?.[0];
}

/** Comments become blanks, those that stand in texts stay. What has no end goes to the end: to look for it again and again takes long. */
function withoutComments(source: string): string {
  return source.replace(
    /"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|\t/g,
    (part) => {
      if (part === '\t' || part.startsWith('//') || part.startsWith('/*')) return ' ';
      // A single quoted text of YAML knows no escapes.
      return part.startsWith("'") && part.includes('\\') ? `"${part.slice(1, -1).replace(/"/g, '\\"')}"` : part;
    },
  );
}
