import type { Contract, Operation } from './model.ts';

/** What the head of a contract lacks, in words. */
export const headLacks = (contract: Omit<Contract, 'lacks'>): readonly string[] => {
  const { title, contractVersion, contact, apiId, audience, servers, atGateway } = contract;
  const open = servers.find(({ secure, local }) => !secure && !local);
  return [
    ...(title !== null && title.length >= 2 ? [] : ['a title']),
    ...(semantic.test(contractVersion ?? '')
      ? []
      : [`a version such as 1.4.0${contractVersion ? ` (it is ${contractVersion})` : ''}`]),
    ...(/^[^@\s]+@[^@\s]+$/.test(contact?.email ?? '') || /^https?:\/\//.test(contact?.url ?? '')
      ? []
      : ['a contact with an e-mail or an address']),
    ...(apiId !== null && apiId.length >= 2 ? [] : ['x-api-id']),
    ...(audiences.test(audience ?? '')
      ? []
      : [`x-audience${audience === null ? '' : ` of the known ones (it is ${audience})`}`]),
    ...(atGateway || servers.some(({ secure }) => secure) ? [] : ['an https server']),
    ...(open === undefined ? [] : [`https in ${open.url === '' ? 'a server without an address' : open.url}`]),
  ];
};

const semantic = /^\d+\.\d+\.\d+(?:[-+].+)?$/;
const audiences = /^(?:component-internal|business-unit-internal|company-internal|external-partner|external-public)$/;

/** What an operation lacks to be described in full, in words. */
export const operationLacks = (operation: Omit<Operation, 'lacks'>): readonly string[] => {
  const { id, unique, successes, errors, exposed, probe, public: open, errorStatuses } = operation;
  const list = successes.find((answer) => answer.list);
  const blank = [...successes, ...errors].filter(({ described }) => !described).map(({ status }) => status);
  return [
    ...(id === null || id === ''
      ? ['an operationId']
      : unique
        ? []
        : [`an operationId of its own (others are ${id} too)`]),
    ...(successes.length === 0 ? ['an answer of success'] : []),
    ...(errors.length === 0 ? ['an answer for errors'] : []),
    ...(blank.length === 0 ? [] : [`a schema for the body of ${blank.join(', ')}`]),
    ...(list === undefined ? [] : [`an object around the list of ${list.status}`]),
    ...(exposed && !probe && !open && !errorStatuses.some((status) => /^(?:429|4xx|default)$/i.test(status))
      ? ['the answer 429, which callers from outside get']
      : []),
  ];
};

/** What a deprecated operation lacks to tell callers when it goes, in words. */
export const endingLacks = ({
  deprecated,
  sunset,
  successes,
}: Pick<Operation, 'deprecated' | 'sunset' | 'successes'>): readonly string[] => {
  if (!deprecated) return [];
  const silent = ['deprecation', 'sunset'].filter(
    (header) => !successes.every(({ headers }) => headers.includes(header)),
  );
  return [
    ...(/^20\d\d-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])(?:T.*)?$/.test(sunset ?? '')
      ? []
      : [`x-sunset with a day${sunset === null ? '' : ` (it is ${sunset})`}`]),
    ...(successes.length === 0
      ? ['an answer of success']
      : silent.map((header) => `the header ${header === 'sunset' ? 'Sunset' : 'Deprecation'}`)),
  ];
};
