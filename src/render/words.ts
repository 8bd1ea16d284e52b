/** Splits a name into lower-case words: `lineItem`, `line-item` and `Line item` are all `line`, `item`. */
export const wordsOf = (text: string): string[] =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());

export const capitalize = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const pascalCase = (text: string): string => wordsOf(text).map(capitalize).join('');

export const camelCase = (text: string): string => {
  const pascal = pascalCase(text);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
};

export const kebabCase = (text: string): string => wordsOf(text).join('-');
