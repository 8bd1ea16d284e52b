/** Whether a value that is written down is no key of a cloud, such as the `test` that a local stand-in of one is given. */
export const isStandIn = (value: string | undefined): boolean =>
  value !== undefined && value.length < 20 && !/[$%{]/.test(value);
