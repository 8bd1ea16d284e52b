declare module 'virtual:units' {
  export const units: import('../catalog/types.ts').Units;
}

declare module 'virtual:unit-index' {
  /** Loads the code that a repository needs. `isWanted` tells whether it has a file that matches any of the globs. */
  export const unitsFor: (
    isWanted: (globs: readonly string[]) => boolean,
  ) => Promise<import('../catalog/types.ts').Units>;
}

declare module 'virtual:rule-places' {
  export const places: Readonly<Record<string, import('../catalog/types.ts').Places>>;
}

declare module 'virtual:answer-validators' {
  export const validators: Readonly<Record<string, import('../catalog/types.ts').Validator>>;
}

declare module 'virtual:settings-validators' {
  export const validators: Readonly<
    Record<'baseline' | 'config' | 'preset' | 'waivers', import('../catalog/types.ts').Validator>
  >;
}

/** The version of the package, put in by the build: a module of its own would cost every start. */
declare const packageVersion: string;
/** Of all that the package is built from: another digest, another program. */
declare const sourceDigest: string;

/** WebAssembly in base64, since the code that needs it touches no files. */
declare module 'virtual:hcl-grammar' {
  /** The runtime of tree-sitter. */
  export const runtime: string;
  /** The grammar of HCL. */
  export const grammar: string;
}

declare module 'virtual:visitor-keys' {
  /** By type of a node of Babel's trees: its members that hold other nodes, in the order of the text. */
  export const visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
}
