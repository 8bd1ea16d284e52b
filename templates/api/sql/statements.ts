import { tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

/** One statement of a migration. */
export interface Statement {
  /** Without comments. Never empty. */
  readonly tokens: readonly Token[];
  /** Whether it belongs to the way back. */
  readonly down: boolean;
}

/** A migration file taken apart. */
export interface Script {
  readonly statements: readonly Statement[];
  /** What a comment says the file is there for: `contract` of `-- phase: contract`. */
  readonly phase: string | null;
}

/** Where tools that keep both ways in one file say that one of them begins. */
const up = /^(?:\+(?:goose|migrate)\s+up|migrate:\s*up|up migration|@?up\b|={2,}\s*up\b)/i;
const down = /^(?:\+(?:goose|migrate)\s+down|migrate:\s*down|down migration|@?down\b|\/\/\s*@undo|={2,}\s*down\b)/i;
const marker = /^phase:\s*([a-z]+)/i;

/** The statements of a text, those inside of anonymous blocks (`DO $$ ... $$`) included. */
export const scriptOf = (text: string): Script => {
  const statements: Statement[] = [];
  let phase: string | null = null;
  let isDown = false;
  let open: Token[] = [];
  const close = (): void => {
    if (open.length > 0) statements.push({ tokens: open, down: isDown }, ...innerOf(open, isDown));
    open = [];
  };
  for (const token of tokensOf(text)) {
    if (token.kind === 'comment') {
      // The sections of a file begin between statements.
      if (up.test(token.text) || down.test(token.text)) {
        close();
        isDown = down.test(token.text);
      }
      phase ??= marker.exec(token.text)?.[1]?.toLowerCase() ?? null;
    } else if (token.text === ';' && token.kind === 'symbol') close();
    else open.push(token);
  }
  close();
  return { statements, phase };
};

/** What an anonymous block runs, one level deep. Bodies of functions run later, and not by the migration. */
const innerOf = (tokens: readonly Token[], isDown: boolean): readonly Statement[] => {
  const body = tokens[0]?.text === 'DO' ? tokens.find(({ kind }) => kind === 'body') : undefined;
  if (body === undefined) return [];
  const statements: Statement[] = [];
  let open: Token[] = [];
  const { line, column } = body;
  const tag = body.raw.slice(0, body.raw.indexOf('$', 1) + 1);
  for (const token of tokensOf(body.text, { line, column: column + tag.length })) {
    if (token.kind === 'comment') continue;
    // BEGIN, THEN and the like stand before a statement without a `;`.
    const opens = token.kind === 'word' && /^(?:BEGIN|THEN|ELSE|LOOP)$/.test(token.text);
    if (token.text !== ';' && !opens) open.push(token);
    else {
      if (open.length > 0) statements.push({ tokens: open, down: isDown });
      open = [];
    }
  }
  return statements;
};
