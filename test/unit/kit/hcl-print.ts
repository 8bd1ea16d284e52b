import type { HclExpression } from '../../../src/kit/hcl-tree.ts';

const quote = (text: string): string => {
  const characters = [...text];
  return characters
    .map((character, index) => {
      const next = characters[index + 1] ?? '$';
      if (character === '$' || character === '%') {
        // `$${` is an escape, so a mark before another one or before an interpolation is written by its number.
        if (next === '{') return character + character;
        return next === '$' || next === '%' ? code(character) : character;
      }
      if (character === '"' || character === '\\') return `\\${character}`;
      return (character.codePointAt(0) ?? 0) < 32 ? code(character) : character;
    })
    .join('');
};

const code = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

const simple = new Set(['name', 'attribute', 'index', 'call']);

/** Writes a tree as HCL; whatever could bind otherwise stands in brackets. */
export const print = (given: unknown): string => {
  const node = given as HclExpression;
  const tight = (inner: HclExpression): string => (simple.has(inner.kind) ? print(inner) : `(${print(inner)})`);
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string' ? `"${quote(node.value)}"` : String(node.value);
    case 'template':
      return `"${node.parts.map((part) => (typeof part === 'string' ? quote(part) : `\${${print(part)}}`)).join('')}"`;
    case 'list':
      return `[${node.items.map(print).join(', ')}]`;
    case 'object':
      return `{${node.entries
        .map(({ key, value }) => `${key.kind === 'literal' ? print(key) : `(${print(key)})`} = ${print(value)}`)
        .join(',\n')}}`;
    case 'name':
      return node.name === '*' ? '' : node.name;
    case 'attribute':
      return `${tight(node.of)}.${node.name}`;
    case 'index':
      return `${tight(node.of)}[${print(node.key)}]`;
    case 'splat':
      return `${tight(node.of)}[*]${print(node.each)}`;
    case 'call':
      return `${node.name}(${node.args.map(print).join(', ')}${node.spread ? '...' : ''})`;
    case 'conditional':
      return `${tight(node.test)} ? ${print(node.yes)} : ${print(node.no)}`;
    case 'operation': {
      const [left, right] = node.operands.map(tight);
      return right === undefined ? `${node.operator}${left}` : `${left} ${node.operator} ${right}`;
    }
    case 'for': {
      const intro = `for ${node.names.join(', ')} in ${print(node.over)} : `;
      const end = node.condition === null ? '' : ` if ${print(node.condition)}`;
      return node.key === null
        ? `[${intro}${print(node.result)}${end}]`
        : `{${intro}${print(node.key)} => ${print(node.result)}${node.grouped ? '...' : ''}${end}}`;
    }
    default:
      return 'null';
  }
};
