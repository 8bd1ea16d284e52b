/** The public API: render a service and audit a repository in memory, without the command line. */
export { auditRepository, auditServices } from './audit/audit.ts';
export type { AuditOptions } from './audit/audit.ts';
export type { Finding, Report, RepositoryReport } from './audit/report-types.ts';
export { parsePreset } from './audit/preset.ts';
export type { Preset } from './audit/preset.ts';
export { memoryTree } from './audit/tree.ts';
export type { AuditTree } from './audit/tree.ts';
export { resolveAnswers } from './answers/resolve.ts';
export { questionsOf } from './answers/questions.ts';
export { select } from './answers/select.ts';
export { shippedStandard } from './catalog/shipped.ts';
export type { ShippedStandard } from './catalog/shipped.ts';
export type { Standard } from './catalog/types.ts';
export { validatorsOf } from './commands/prepare.ts';
export { UserError } from './errors.ts';
export { render } from './render/render.ts';
export type { RenderedFile } from './render/render.ts';
export { units } from 'virtual:units';
