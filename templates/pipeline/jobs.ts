import type { At } from '../../src/kit/index.ts';
import type { Job, Step } from './model.ts';

/** A step that does nothing that anybody knows of; readers fill in what they see. */
export const plainStep = (at: At, name: string): Step => ({
  at,
  name,
  does: [],
  events: [],
  blocking: true,
  directory: '',
  projects: [],
  install: null,
  runtime: null,
  testFiles: null,
  coverage: null,
  always: false,
  gated: null,
  attached: null,
  injections: [],
  fetchesUntrusted: false,
  facts: null,
});

/** A job of which nothing is said; what is left as it stands must be true in the dialect. */
export const plainJob = (at: At, id: string): Job => ({
  at,
  id,
  checks: [],
  events: [],
  needs: [],
  timeoutMinutes: null,
  superseded: 'runs-on',
  permissions: { at, declared: false, all: false, writes: [] },
  identityToken: false,
  needsIdentity: 'no',
  selfHosted: false,
  inheritsSecrets: false,
  vetted: false,
  deploys: false,
  calls: null,
  container: null,
  cached: false,
  keeps: [],
  steps: [],
});
