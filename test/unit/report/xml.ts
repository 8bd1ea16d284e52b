/** An element as a test wants to look at it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const character = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

const textOf = (raw: string): string =>
  raw.replace(/&(\w*;?)/g, (_, name: string) => {
    const value = name.endsWith(';') ? named[name.slice(0, -1)] : undefined;
    if (value === undefined) throw new Error(`not an entity: &${name}`);
    return value;
  });

const attributesOf = (raw: string): Record<string, string> => {
  const values: Record<string, string> = {};
  const rest = raw.replace(/\s+([\w-]+)="([^"<]*)"/g, (_, name: string, value: string) => {
    if (name in values) throw new Error(`twice: ${name}`);
    values[name] = textOf(value);
    return '';
  });
  if (rest.trim() !== '') throw new Error(`not attributes: ${rest}`);
  return values;
};

/** Reads XML of elements, attributes and text, more strictly than XML itself. Throws where it is not well-formed. */
export const parseXml = (source: string): Element => {
  const [head, body] = [source.slice(0, source.indexOf('?>') + 2), source.slice(source.indexOf('?>') + 2)];
  if (head !== '<?xml version="1.0" encoding="UTF-8"?>') throw new Error(`not a declaration: ${head}`);
  if (!character.test(source)) throw new Error('a character that XML does not have');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [all, tag] of body.matchAll(/<([^<>]*)>|[^<]+|</g)) {
    const top = open.at(-1) as Element;
    if (tag === undefined) {
      if (all === '<' || all.includes(']]>')) throw new Error(`not text: ${all}`);
      top.text += textOf(all);
    } else if (tag.startsWith('/')) {
      if (open.pop()?.name !== tag.slice(1) || open.length === 0) throw new Error(`not open: ${tag}`);
    } else {
      const [, name = '', attributes = '', closed = ''] = /^([\w-]+)((?:\s[^]*?)?)(\/?)$/.exec(tag) ?? [];
      if (name === '') throw new Error(`not a tag: ${tag}`);
      const element: Element = { name, attributes: attributesOf(attributes), children: [], text: '' };
      top.children.push(element);
      if (closed === '') open.push(element);
    }
  }
  const [only, ...others] = root.children;
  if (open.length !== 1 || only === undefined || others.length > 0 || root.text.trim() !== '') {
    throw new Error('not one closed element');
  }
  return only;
};
