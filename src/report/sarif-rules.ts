import type { Rule, Severity } from '../catalog/types.ts';

/** The levels of SARIF by the words of the standard. */
export const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  must: 'error',
  should: 'warning',
  may: 'note',
};

/** `CiTimeouts` for `ci-timeouts`, the form in which SARIF wants a rule's readable name. */
const nameOf = (id: string): string =>
  id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const sourceText = ({ document, section, url }: Rule['sources'][number]): string =>
  `${document}, ${section}${url === undefined ? '' : ` (${url})`}`;

/** What a rule says of itself, as a reportingDescriptor. */
export const descriptorOf = ({ id, title, kind, tier, severity, why, fix, sources }: Rule): object => {
  const lines = sources.map(sourceText);
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: {
      text: [fix, ...(lines.length > 0 ? [`Sources: ${lines.join('; ')}.`] : [])].join('\n\n'),
      markdown: [fix, ...(lines.length > 0 ? [`Sources:\n\n${lines.map((line) => `- ${line}`).join('\n')}`] : [])].join(
        '\n\n',
      ),
    },
    defaultConfiguration: { level: levels[severity] },
    properties: { tier, severity, tags: [kind, `tier-${tier}`] },
  };
};
