import Handlebars from 'handlebars';
import { UserError } from '../errors.ts';
import { isHelper } from './helpers.ts';
import type { Expression, Node, Program } from './program.ts';

const blocks = new Set(['if', 'unless', 'each', 'with']);

// GitHub's expressions look like mustaches. They are taken out before Handlebars sees the text and put back as literals,
// so that no template has to escape them and none can forget to.
// As GitHub reads it, braces in a quoted string do not end an expression; a quote without its pair is none.
const githubExpression = /\$\{\{(?:[^'}]|'[^'\n]*'|\}(?!\}))*\}\}|\$\{\{[\s\S]*?\}\}/g;
const [open, close] = ['\uE000', '\uE001'];

/**
 * Compiles the text of a template to a program.
 *
 * @param source where the text stands, for messages
 * @throws UserError for syntax that templates may not use: partials, decorators, raw output, named arguments, block parameters
 */
export function compile(text: string, source: string): Program {
  if (text.includes(open) || text.includes(close)) {
    throw new UserError(
      `${source} contains a private-use character (U+E000 or U+E001).`,
      'Remove it: the renderer needs it.',
    );
  }
  const literals: string[] = [];
  // Its line breaks stay, so that messages name the right line.
  const guarded = text.replace(
    githubExpression,
    (literal) => `${open}${literals.push(literal) - 1}${literal.replace(/[^\n]+/g, '')}${close}`,
  );
  const restore = (part: string): string =>
    part.replace(/\uE000(\d+)\n*\uE001/g, (_, index: string) => literals[Number(index)] ?? '');
  return new Compiler(source, restore).program(parse(guarded, source));
}

function parse(text: string, source: string): hbs.AST.Program {
  try {
    return Handlebars.parse(text);
  } catch (error) {
    throw new UserError(`${source}: ${(error as Error).message}`, 'Correct the Handlebars syntax at the place shown.');
  }
}

class Compiler {
  readonly #source: string;
  readonly #restore: (part: string) => string;

  constructor(source: string, restore: (part: string) => string) {
    this.#source = source;
    this.#restore = restore;
  }

  program(program: hbs.AST.Program): Program {
    const nodes: Node[] = [];
    for (const statement of program.body) {
      const node = this.#statement(statement);
      const last = nodes.at(-1);
      if (node === undefined || node === '') continue;
      if (typeof node === 'string' && typeof last === 'string') nodes[nodes.length - 1] = last + node;
      else nodes.push(node);
    }
    return nodes;
  }

  #statement(statement: hbs.AST.Statement): Node | undefined {
    switch (statement.type) {
      case 'ContentStatement':
        return this.#restore((statement as hbs.AST.ContentStatement).value);
      case 'CommentStatement':
        return undefined;
      case 'MustacheStatement': {
        const mustache = statement as hbs.AST.MustacheStatement;
        if (!mustache.escaped) this.#refuse(statement, '{{{raw}}} output', 'Write {{name}}: nothing is escaped here.');
        return { v: this.#call(mustache) };
      }
      case 'BlockStatement':
        return this.#block(statement as hbs.AST.BlockStatement);
      default:
        return this.#refuse(
          statement,
          statement.type,
          'Use plain expressions and the blocks #if, #unless, #each and #with.',
        );
    }
  }

  #block(block: hbs.AST.BlockStatement): Node {
    const name = pathOf(block.path)?.original ?? '';
    if (!blocks.has(name))
      this.#refuse(block, `the block #${name}`, `Use one of ${[...blocks].map((b) => `#${b}`).join(', ')}.`);
    if (block.params.length !== 1 || block.hash?.pairs.length)
      this.#refuse(block, `#${name} with other than one argument`, `Write {{#${name} value}}.`);
    if (block.program?.blockParams?.length)
      this.#refuse(block, 'block parameters (as |x|)', 'Use this, ../ and @index.');
    const value = this.#expression(block.params[0] as hbs.AST.Expression);
    const then = block.program ? this.program(block.program) : [];
    const otherwise = block.inverse ? this.program(block.inverse) : undefined;
    const e = otherwise === undefined ? {} : { e: otherwise };
    if (name === 'each') return { l: value, t: then, ...e };
    if (name === 'with') return { w: value, t: then, ...e };
    return name === 'if' ? { i: value, t: then, ...e } : { i: value, t: otherwise ?? [], e: then };
  }

  #call(call: hbs.AST.MustacheStatement | hbs.AST.SubExpression): Expression {
    if (call.hash?.pairs.length) this.#refuse(call, 'named arguments', 'Give arguments by position.');
    if (call.params.length === 0) return this.#expression(call.path as hbs.AST.Expression);
    const name = pathOf(call.path)?.original ?? '';
    if (!isHelper(name)) this.#refuse(call, `the helper ${name}`, 'Use a helper that src/render/helpers.ts has.');
    return { h: name, a: call.params.map((param) => this.#expression(param)) };
  }

  #expression(expression: hbs.AST.Expression): Expression {
    switch (expression.type) {
      case 'StringLiteral':
        return { k: this.#restore((expression as hbs.AST.StringLiteral).value) };
      case 'NumberLiteral':
      case 'BooleanLiteral':
        return { k: (expression as hbs.AST.NumberLiteral).value };
      case 'NullLiteral':
        return { k: null };
      case 'SubExpression':
        return this.#call(expression as hbs.AST.SubExpression);
      case 'PathExpression':
        return this.#path(expression as hbs.AST.PathExpression);
      default:
        return this.#refuse(expression, expression.type, 'Use a name, a literal or a helper call.');
    }
  }

  #path(path: hbs.AST.PathExpression): Expression {
    const parts = path.parts.map(String);
    const up = path.depth > 0 ? { u: path.depth } : {};
    if (!path.data) return { p: parts, ...up };
    const [name] = parts;
    if (parts.length !== 1 || (name !== 'index' && name !== 'first' && name !== 'last' && name !== 'key')) {
      this.#refuse(path, path.original, 'Use @index, @first, @last or @key.');
    }
    return { p: [], at: name as 'index', ...up };
  }

  #refuse(node: hbs.AST.Node, what: string, hint: string): never {
    throw new UserError(`${this.#source}:${node.loc.start.line}: ${what} cannot be used in a template.`, hint);
  }
}

const pathOf = (node: hbs.AST.Node): hbs.AST.PathExpression | undefined =>
  node.type === 'PathExpression' ? (node as hbs.AST.PathExpression) : undefined;
