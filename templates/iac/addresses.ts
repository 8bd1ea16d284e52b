// `postgres://orders:…@billing.cluster-abc.eu-west-1.rds.amazonaws.com/billing`, or the host name alone.
const host =
  /(?:^|[@/=])((?:[a-z0-9-]+\.){1,6}(?:rds|docdb|neptune|cache|redshift)(?:\.[a-z0-9-]+)?\.amazonaws\.com)\b/i;
const connection =
  /^(?:jdbc:)?(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|redis|rediss|sqlserver|oracle):\/\/(?:[^@/\s]{0,200}@)?([a-z0-9.-]{1,200})/i;

// Names that only a network of containers on one machine knows.
const local = /^(?:localhost|127\.|db$|database$|postgres$|mysql$|redis$|mongo$)/;

/** The database that a text leads to; undefined when it leads to none, or to one on the same machine. */
export const databaseAddress = (value: string): string | undefined => {
  const short = value.slice(0, 500);
  const found = (host.exec(short)?.[1] ?? connection.exec(short)?.[1])?.toLowerCase();
  return found === undefined || local.test(found) ? undefined : found;
};
