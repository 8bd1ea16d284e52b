import type { Node, Tree } from 'web-tree-sitter';
import { hclJson } from './hcl-json.ts';
import { converter } from './hcl-parse.ts';
import { hclError, hclLimits } from './hcl-tree.ts';
import type { HclBody } from './hcl-tree.ts';
import type { Language } from './reader.ts';

/** Parses one text of HCL, which ends in a new line. */
type Parse = (text: string, path: string) => HclBody;

// Steps of the parser that it reports (each is about a hundred operations) after which a text is given up.
const maxReports = 100_000;

let loading: Promise<Parse> | undefined;

/** The parser is WebAssembly of some hundred kilobytes: it is loaded with the first file, and once. */
const load = async (): Promise<Parse> => {
  const [{ Parser, Language: Grammar }, { runtime, grammar }] = await Promise.all([
    import('web-tree-sitter'),
    import('virtual:hcl-grammar'),
  ]);
  await Parser.init({ wasmBinary: Buffer.from(runtime, 'base64') });
  const parser = new Parser();
  parser.setLanguage(await Grammar.load(new Uint8Array(Buffer.from(grammar, 'base64'))));
  const treeOf = (text: string): Tree => {
    let reports = 0;
    const progressCallback = (): boolean => (reports += 1) > maxReports;
    const tree = parser.parse(text, null, { progressCallback });
    if (tree !== null) return tree;
    parser.reset();
    throw new Error('too hard to parse');
  };
  return (text, path) => {
    let tree = treeOf(text);
    try {
      const separated = tree.rootNode.hasError ? text.replaceAll(unseparated, '$1,') : text;
      if (separated !== text) {
        const again = treeOf(separated);
        const [better, worse] = again.rootNode.hasError ? [tree, again] : [again, tree];
        worse.delete();
        tree = better;
      }
      const { placeOf, bodyOf } = converter(text, path);
      const root = tree.rootNode;
      const wrong = root.hasError ? firstError(root) : root.namedChildren.find(({ type }) => type === 'object');
      if (wrong !== undefined) throw hclError(placeOf(wrong), wordsOf(wrong));
      return bodyOf(
        root.namedChildren.find(({ type }) => type === 'body'),
        placeOf(root),
        0,
      );
    } finally {
      tree.delete();
    }
  };
};

// The parser takes `a = b` and `(c) = d` on the next line of an object for a call. A comma in the place of a space tells them apart,
// and leaves everything where it stands.
const unseparated = /(=[ \t]*[A-Za-z_][\w-]*[ \t]*\r?\n[ \t]*)[ \t](?=\()/g;

const firstError = (root: Node): Node => {
  let current = root;
  for (;;) {
    if (current.isError || current.isMissing) return current;
    const next = current.children.find((child) => child.hasError || child.isMissing || child.isError);
    if (next === undefined) return current;
    current = next;
  }
};

const wordsOf = (node: Node): string => {
  if (node.isMissing) return `${node.type.replaceAll('_', ' ')} is missing`;
  const [line = ''] = node.text.trim().split('\n');
  return line === '' ? 'not understood' : `not understood: ${line.slice(0, 40)}`;
};

/** HCL of Terraform, in its own syntax and in that of JSON (`*.tf.json`). */
export const hcl: Language<HclBody> = {
  name: 'HCL',
  limit: hclLimits.characters,
  parse: async (text, path) => {
    const parse = await (loading ??= load());
    // A heredoc at the end of a file needs the end of its line.
    return path.endsWith('.json') ? hclJson(text, path, parse) : parse(text.endsWith('\n') ? text : `${text}\n`, path);
  },
};
