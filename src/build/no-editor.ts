/**
 * Stands in for @inquirer/external-editor, which brings tables for every text encoding along (300 kB). No question of ours opens
 * an editor.
 */
export function editAsync(): never {
  throw new Error('no prompt of create-service opens an editor');
}
