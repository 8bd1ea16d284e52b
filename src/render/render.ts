import type { Scalar, Catalog, Template, TemplateFile } from '../catalog/types.ts';
import { holds } from '../catalog/when.ts';
import { contextsOf } from './context.ts';
import type { Context } from './context.ts';
import { UserError } from '../errors.ts';
import { run } from './run.ts';

/** One file of the service, not yet written anywhere. */
export interface RenderedFile {
  readonly path: string;
  readonly text: string;
  readonly mode: '644' | '755';
  /** Written once; from then on it belongs to the team. */
  readonly seeded: boolean;
  /** Id of the template that it came from. */
  readonly template: string;
}

export interface Rendering {
  readonly standard: Catalog;
  readonly templates: readonly Template[];
  /** Programs by template id. */
  readonly files: Readonly<Record<string, readonly TemplateFile[]>>;
  readonly answers: Readonly<Record<string, Scalar>>;
  /** What `contextsOf` gives for the same facts, when the caller has it already. */
  readonly contexts?: ReadonlyMap<string, Context>;
}

/**
 * Renders the chosen templates in memory. Pure: the same input gives the same bytes on every machine.
 *
 * @returns files sorted by path
 * @throws UserError when an answer makes two files of one path
 * @throws RenderError when a template names something unknown
 */
export function render({
  standard,
  templates,
  files,
  answers,
  contexts = contextsOf(standard, templates, answers),
}: Rendering): readonly RenderedFile[] {
  const rendered = new Map<string, RenderedFile>();
  for (const { id } of templates) {
    const context = contexts.get(id) ?? {};
    for (const file of files[id] ?? []) {
      if (!file.when.every((when) => holds(when, context))) continue;
      const path = run(file.path, context, `${id} (a path)`).normalize('NFC');
      // Paths that differ in case only are one file on macOS and Windows.
      const key = path.toLowerCase();
      const other = rendered.get(key);
      if (other !== undefined) {
        throw new UserError(
          `${path} of ${id} and ${other.path} of ${other.template} would be one file.`,
          'Choose another of the two templates, or other answers for what stands in the name.',
        );
      }
      rendered.set(key, {
        path,
        text: run(file.content, context, `${id}: ${path}`),
        mode: file.mode,
        seeded: file.seeded,
        template: id,
      });
    }
  }
  for (const { path, template } of rendered.values()) refuseFolder(path, template, rendered);
  return [...rendered.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A path cannot be a file of one template and a folder of another. */
function refuseFolder(path: string, template: string, rendered: ReadonlyMap<string, RenderedFile>): void {
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
    const file = rendered.get(path.slice(0, cut).toLowerCase());
    if (file === undefined) continue;
    throw new UserError(
      `${file.path} of ${file.template} is a file, and ${path} of ${template} needs it to be a folder.`,
      'Choose another of the two templates, or other answers for what stands in the name.',
    );
  }
}
