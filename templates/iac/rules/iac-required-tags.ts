import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import { get } from '../../../src/kit/index.ts';
import { computedKey } from '../model.ts';
import type { App, Infrastructure, StackTags, TaggedResource } from '../model.ts';

const required = ['service', 'owner', 'environment', 'cost-center', 'data-classification', 'managed-by'];

/** Keys are compared as people read them: organisations write `CostCenter` as well as `cost-center`. */
const isKey = (written: string, key: string): boolean =>
  written
    .slice(0, 128)
    .toLowerCase()
    .replace(/[-_ .]/g, '') === key.replaceAll('-', '');

const isRequired = ({ key }: { readonly key: string }): boolean => required.some((one) => isKey(key, one));

/** Tags whose value has to be the one that the descriptor gives. */
const described: Readonly<Record<string, 'name' | 'owner'>> = { service: 'name', owner: 'owner' };

export const judge: Judge<Infrastructure> = (infrastructure, context): Judgement | readonly Judgement[] => {
  const { apps, elsewhere, taggedResources } = infrastructure;
  const app = apps.find(({ tool }) => tool === 'aws-cdk');
  const readable = app !== undefined && !elsewhere.some(({ at }) => at.path === app.at.path);
  const whole = taggedResources.filter(({ final }) => final);
  const judged = [
    ...(readable ? required.map((key) => setOnce(key, app, infrastructure, context)) : []),
    ...(whole.length > 0 ? required.map((key) => everyResource(key, whole, context)) : []),
  ];
  if (judged.length > 0) return judged;
  if (apps.some(({ tool }) => tool === 'cloudformation')) return eachResource(infrastructure, context);
  return apps.length + elsewhere.length > 0
    ? { outcome: 'unknown', message: 'No resource was found whose tags can be read.' }
    : { outcome: 'not-applicable', message: 'No infrastructure is described here.' };
};

/** Where all tags of a resource are to be seen, each resource has to have the key. */
const everyResource = (key: string, resources: readonly TaggedResource[], context: JudgeContext): Judgement => {
  const subject = `tag ${key}`;
  const lacking = resources.filter(({ tags }) => !tags.some((tag) => isKey(tag.key, key)));
  const bare = lacking.find(({ complete }) => complete);
  if (bare)
    return { outcome: 'fail', message: `${bare.resource} does not get the tag ${key}.`, at: [bare.at], subject };
  for (const { tags, at } of resources) {
    const message = contradiction(key, tags.find((tag) => isKey(tag.key, key))?.value ?? null, context);
    if (message) return { outcome: 'fail', message, at: [at], subject };
  }
  const [unseen] = lacking;
  if (unseen) {
    const message = `Whether ${unseen.resource} gets the tag ${key} is computed.`;
    return { outcome: 'unknown', message, at: [unseen.at], subject };
  }
  const at = resources.slice(0, 1).map((resource) => resource.at);
  return { outcome: 'pass', message: `Every resource gets the tag ${key}.`, at, subject };
};

/** Tags that a program or a provider sets for everything below. */
const setOnce = (key: string, app: App, { tags, stackTags }: Infrastructure, context: JudgeContext): Judgement => {
  const subject = `tag ${key}`;
  const set = tags.filter((tag) => isKey(tag.key, key));
  const found = set.find(({ reaches }) => reaches !== 'no');
  if (found === undefined) {
    const [lost] = set;
    const deployed = whereDeployed(key, stackTags.filter(isOfProgram), context) ?? synthesized(key, stackTags);
    if (deployed) return deployed;
    const computed = tags.find(({ key: other, reaches }) => other === computedKey && reaches !== 'no');
    if (computed) {
      const message = `Tags are set whose keys are computed; whether ${key} is one of them is not shown.`;
      return { outcome: 'unknown', message, at: [computed.at], subject };
    }
    return lost
      ? {
          outcome: 'fail',
          message: `The tag ${key} is set at the app and does not reach into its stages.`,
          at: [lost.at],
          subject,
        }
      : { outcome: 'fail', message: `No resource gets the tag ${key}.`, at: [app.at], subject };
  }
  const message = contradiction(key, found.value, context);
  if (message) return { outcome: 'fail', message, at: [found.at], subject };
  return { outcome: 'pass', message: `Every resource gets the tag ${key}.`, at: [found.at], subject };
};

/**
 * Templates get tags from whoever deploys them, too. Only where their authors tag resources one by one can be told that
 * something was forgotten.
 */
const eachResource = ({ taggedResources, stackTags }: Infrastructure, context: JudgeContext): readonly Judgement[] => {
  // Names, versions and words for tools say nothing of whether these six are given here or where the stack is deployed.
  const tagging = taggedResources.filter(({ tags, complete }) => tags.some(isRequired) || !complete);
  const deployed = (key: string): Judgement | undefined =>
    whereDeployed(
      key,
      stackTags.filter((command) => !isOfProgram(command)),
      context,
    );
  if (!tagging.some(({ complete }) => complete)) {
    if (required.some((key) => ['pass', 'fail'].includes(deployed(key)?.outcome ?? '')))
      return required.map((key) => deployed(key) ?? undecided(key));
    return [
      {
        outcome: 'unknown',
        message: 'None of these tags is written here: whether the stack gets them is decided where it is deployed.',
      },
    ];
  }
  return required.map((key): Judgement => {
    const subject = `tag ${key}`;
    const lacking = tagging.find(({ tags, complete }) => complete && !tags.some((tag) => isKey(tag.key, key)));
    if (lacking) {
      return (
        deployed(key) ?? {
          outcome: 'fail',
          message: `${lacking.resource} has tags, and none of them is ${key}.`,
          at: [lacking.at],
          subject,
        }
      );
    }
    for (const { resource, tags, at } of tagging) {
      const message = contradiction(key, tags.find((tag) => isKey(tag.key, key))?.value ?? null, context);
      if (message) return { outcome: 'fail', message: `${resource}: ${message}`, at: [at], subject };
    }
    return {
      outcome: 'pass',
      message: `Resources with tags have ${key} among them.`,
      at: tagging.slice(0, 1).map(({ at }) => at),
      subject,
    };
  });
};

const undecided = (key: string): Judgement => ({
  outcome: 'unknown',
  message: `Whether the stack gets the tag ${key} is decided where it is deployed.`,
  subject: `tag ${key}`,
});

/**
 * What the commands that deploy stacks say of a key; nothing where none of them gives it. A stack that only some of them
 * give it to may be the one that counts.
 */
const whereDeployed = (key: string, commands: readonly StackTags[], context: JudgeContext): Judgement | undefined => {
  const giving = commands.filter(({ tags }) => tags.some((tag) => isKey(tag.key, key)));
  const [open] = [...giving, ...commands.filter(({ complete }) => !complete)];
  if (open === undefined) return undefined;
  const subject = `tag ${key}`;
  for (const { tags, at } of giving) {
    const message = contradiction(key, tags.find((tag) => isKey(tag.key, key))?.value ?? null, context);
    if (message) return { outcome: 'fail', message, at: [at], subject };
  }
  return giving.length === commands.length
    ? { outcome: 'pass', message: `Every stack gets the tag ${key} when it is deployed.`, at: [open.at], subject }
    : { ...undecided(key), at: [open.at] };
};

const isOfProgram = ({ tool }: StackTags): boolean => tool === 'aws-cdk';

/** What a program was synthesized to may be deployed as any template is; by which command is seldom written. */
const synthesized = (key: string, commands: readonly StackTags[]): Judgement | undefined => {
  if (commands.some(isOfProgram)) return undefined;
  const [open] = commands.filter(
    ({ tool, tags, complete }) => tool === 'cloudformation' && (!complete || tags.some((tag) => isKey(tag.key, key))),
  );
  return open && { ...undecided(key), at: [open.at] };
};

/** What to say when a written value is not the descriptor's. */
const contradiction = (key: string, value: string | null, { models }: JudgeContext): string | undefined => {
  if (value !== null && value.trim() === '') return `The tag ${key} is empty.`;
  const fact = described[key];
  const expected = fact && get(models['base'], 'service', fact);
  return typeof expected === 'string' && value !== null && value !== expected
    ? `The tag ${key} says ${value}, the descriptor says ${expected}.`
    : undefined;
};
