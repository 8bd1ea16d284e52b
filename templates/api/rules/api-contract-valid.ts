import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Api, Contract, OtherContract, Program } from '../model.ts';

/** Judges whether there is a contract for machines and whether it holds together. */
export const judge: Judge<Api> = ({ contracts, otherContracts, hollowContracts, programs }) => {
  const judged = [...contracts.flatMap(judgeContract), ...hollowContracts.map(judgeHollow)];
  if (judged.length > 0) return judged;
  const served = programs.filter(({ http }) => http);
  if (served.length > 0 && otherContracts.length > 0) return otherContracts.map(judgeOther);
  return served.map(judgeAbsence);
};

const judgeHollow = ({ path, at }: Api['hollowContracts'][number]): Judgement => ({
  outcome: 'fail',
  message: `${path} is named like a contract and holds none: nothing in it says openapi, with a version.`,
  at: [at],
  subject: `contract ${path}`,
});

/** Other languages have checks of their own, such as buf for Protocol Buffers. */
const judgeOther = ({ path, format, at }: OtherContract): Judgement => ({
  outcome: 'unknown',
  message: `The contract in ${path} is written in ${format}, which is not judged further.`,
  at: [at],
  subject: `contract ${path}`,
});

const judgeAbsence = ({ name, framework, language, readable, contractMakers, pages, at }: Program): Judgement => {
  const serves = `The program in ${name} serves HTTP with ${framework}`;
  const place = { at: [at], subject: `contract of ${name}` };
  if (contractMakers.length > 0) {
    const message = `${serves} and makes its contract with ${contractMakers.join(', ')} while it runs: commit the document, so that it can be judged and compared.`;
    return { outcome: 'unknown', message, ...place };
  }
  if (!readable) {
    const message = `${serves} in ${language}, which is not read here: whether it makes a contract when it is built or runs cannot be seen.`;
    return { outcome: 'unknown', message, ...place };
  }
  if (pages.length > 0) {
    const message = `${serves} and makes pages for people with ${pages.join(', ')}: whether it promises anything to programs cannot be told.`;
    return { outcome: 'unknown', message, ...place };
  }
  return { outcome: 'fail', message: `${serves}, but no OpenAPI document says what it promises.`, ...place };
};

const judgeContract = (contract: Contract): readonly Judgement[] => {
  const { path, version, format, at, dangling, unseen, operations, webhooks } = contract;
  const subject = `contract ${path}`;
  if (format !== 'openapi' || !/^3\.\d/.test(version)) {
    const message = `The contract is written in ${format} ${version}: the standard asks for OpenAPI 3.1 or later.`;
    return [{ outcome: 'fail', message, at: [at], subject }];
  }
  if (operations.length + webhooks === 0) {
    return [{ outcome: 'fail', message: 'The contract promises nothing: it has no operation.', at: [at], subject }];
  }
  if (dangling.length > 0) {
    return dangling.map((one) => ({
      outcome: 'fail',
      message: `The reference ${one.reference} leads to nothing.`,
      at: [one.at],
      subject: `reference ${one.reference} of ${path}`,
    }));
  }
  if (unseen > 0) {
    const message = `${unseen} references lead out of what can be seen from here; the rest of the contract is valid.`;
    return [{ outcome: 'unknown', message, at: [at], subject }];
  }
  const old = version.startsWith('3.0')
    ? '; 3.1 is the version to move to, since its schemas are plain JSON Schema'
    : '';
  const message = `The contract is OpenAPI ${version} with ${operations.length + webhooks} operations, and all references resolve${old}.`;
  return [{ outcome: 'pass', message, at: [at], subject }];
};
