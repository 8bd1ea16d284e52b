/** Whether a job's name, with `*` for what a matrix fills in, can be the name of a check. */
export function isCheck(check: string, name: string): boolean {
  const [start = '', ...rest] = check.split('*');
  return rest.length === 0 ? check === name : name.startsWith(start) && name.endsWith(rest.at(-1) ?? '');
}
