/** Whether a range of addresses is the whole Internet, or half of it. */
export const isEverywhere = (block: unknown): boolean =>
  typeof block === 'string' && /^[\d.:]{1,40}\/[01]$/.test(block.trim());
