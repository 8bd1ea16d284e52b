import type { Known } from './known.ts';

/** Images whose publisher promises a user other than root, by tag or for all of them. */
const nonroot = [
  /(?:^|[:-])(?:debug-)?nonroot(?:@|$)/,
  /^(?:cgr\.dev\/chainguard|dhi\.io|(?:docker\.io\/|public\.ecr\.aws\/)?bitnami(?:legacy|secure)?)\//,
  /(?:^|\/)nginx-unprivileged(?:[:@]|$)/,
  /^mcr\.microsoft\.com\/dotnet\/[^@]*-chiseled/,
  // Images for a language in Red Hat's catalogue, unlike its plain ones.
  /^registry\.(?:access\.)?redhat\.(?:com|io)\/(?:ubi|rhel)\d+\/(?:nodejs|python|go-toolset|openjdk|php|ruby|nginx|httpd|perl|dotnet)/,
  // The platform of a function chooses the user.
  /^(?:public\.ecr\.aws\/lambda|amazon\/aws-lambda-\w+)/,
];

/** Images of which it is known that they start as root: the official ones, and plain ones of the large publishers. */
const root =
  /^(?:(?:docker\.io\/)?(?:library\/)?[^/]+|public\.ecr\.aws\/(?:docker\/library|amazonlinux)\/[^/]+|gcr\.io\/distroless\/[^/]+|mcr\.microsoft\.com\/.+|registry\.(?:access\.)?redhat\.(?:com|io)\/ubi\d+\/ubi(?:-\w+)?[^/]*|(?:oven|amazon)\/[^/]+)$/;

export const isNonroot = (image: string | undefined): boolean => nonroot.some((pattern) => pattern.test(image ?? ''));

/** Whether an image without a USER of its own runs without privileges. */
export const inherits = (image: string | undefined): Known => {
  if (isNonroot(image)) return 'yes';
  return image === undefined || root.test(image) ? 'no' : 'unknown';
};
