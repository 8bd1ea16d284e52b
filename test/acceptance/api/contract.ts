/** The parts of an OpenAPI document that the acceptance run reads. */
export interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
}

interface OperationObject {
  readonly operationId: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

export interface Operation extends OperationObject {
  readonly method: string;
  /** With `{parameters}`. */
  readonly path: string;
  readonly scopes: readonly string[];
}

export const operationsOf = (contract: Contract): readonly Operation[] =>
  Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
      scopes: (operation.security ?? []).flatMap((requirement) => Object.values(requirement).flat()),
    })),
  );

/** The path of the collection: where a POST creates. */
export const collectionOf = (contract: Contract): string => {
  const create = operationsOf(contract).find(({ method, path }) => method === 'POST' && !path.includes('{'));
  if (create === undefined) throw new Error('the contract has no operation that creates');
  return create.path;
};
