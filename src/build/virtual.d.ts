declare module 'virtual:units' {
  export const units: import('../catalog/types.ts').Units;
}

declare module 'virtual:answer-validators' {
  export const validators: Readonly<Record<string, import('../catalog/types.ts').Validator>>;
}

declare module 'virtual:version' {
  export const version: string;
}
