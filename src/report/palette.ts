/** The colours of a report; functions that give the text back unchanged make it plain. */
export interface Palette {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
}

const same = (text: string): string => text;

/** No colours at all. */
export const plain: Palette = { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same };
