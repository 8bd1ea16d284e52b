import type { Container } from './model.ts';

/** What an image lacks to be hardened, in words. */
export const imageLacks = (image: Omit<Container, 'lacks'>): readonly string[] => {
  const { bases, stages, builds, user, unprivileged, shellCommands, downloads, secrets, ignores } = image;
  const loose = bases.filter(({ pinned }) => pinned === 'no').map((base) => base.image);
  const [command] = shellCommands;
  return [
    ...(loose.length > 0 ? [`the digest of ${[...new Set(loose)].slice(0, 3).join(' and ')}`] : []),
    ...(stages < 2 && builds ? ['a second stage that takes over only what was built'] : []),
    ...(unprivileged === 'no'
      ? [`a numeric USER other than 0 (it runs as ${user ?? 'the base says, mostly root'})`]
      : []),
    ...(command === undefined ? [] : [`a list without a shell in ${command.text.split(' ', 1)[0] ?? ''}`]),
    ...(downloads.length > 0 ? ['a check of what it fetches from the network'] : []),
    ...(secrets.length > 0 ? ['a way for secrets other than ARG and ENV'] : []),
    ...(ignores ? [] : ['a .dockerignore']),
  ];
};
