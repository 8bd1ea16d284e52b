import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPage } from './page.ts';
import { runTool } from './context.ts';
import type { AcceptanceContext } from './context.ts';

const schemaModule = 'github.com/owenrumney/go-sarif/v3@v3.3.1';

// The module carries the schema of OASIS; it is checked against the document as it is written, not as the module would read it.
const validator = `package main

import (
	"fmt"
	"os"

	"github.com/xeipuuv/gojsonschema"
)

func main() {
	schema, _ := os.ReadFile(os.Args[1])
	for _, path := range os.Args[2:] {
		document, _ := os.ReadFile(path)
		result, err := gojsonschema.Validate(gojsonschema.NewBytesLoader(schema), gojsonschema.NewBytesLoader(document))
		if err != nil {
			fmt.Println(path, err)
			os.Exit(2)
		}
		for _, problem := range result.Errors() {
			fmt.Println(path, problem)
		}
		if !result.Valid() {
			os.Exit(1)
		}
	}
}
`;

/** Folders with everything that a report can hold: a conforming service, a bare one, one that cannot be read, odd names. */
async function subjects({ root, workDir }: AcceptanceContext): Promise<readonly string[]> {
  const folder = join(workDir, 'subjects');
  mkdirSync(folder);
  const service = join(folder, 'orders');
  await runTool([process.execPath, join(root, 'dist/cli.cjs'), service, '--yes', '--no-git'], folder);
  writeFileSync(join(service, 'CODEOWNERS'), '# nobody\n');
  const bare = join(folder, 'bare');
  mkdirSync(join(bare, '.github/workflows'), { recursive: true });
  writeFileSync(
    join(bare, '.github/workflows/<b>&"odd" ünï.yml'),
    'on: push\njobs: { a: { runs-on: x, steps: [{ uses: a/b@v1 }] } }\n',
  );
  writeFileSync(join(bare, 'openapi.yaml'), 'openapi: [\n');
  return [service, bare];
}

/**
 * Proves the formats that other programs read by the judges of those programs: SARIF by the schema of OASIS, the HTML page by a
 * browser.
 *
 * @throws Error with what is wrong, or with the toolchain that is missing (Go, Chromium)
 */
export async function checkReports(context: AcceptanceContext): Promise<void> {
  const { root, workDir, log } = context;
  const places = await subjects(context);
  const outputs = {
    one: [places[0] ?? ''],
    both: places,
    many: Array.from({ length: 21 }, (_, index) => places[index % 2] ?? ''),
  };
  const documents: string[] = [];
  for (const [name, paths] of Object.entries(outputs)) {
    const file = join(workDir, `${name}.sarif`);
    documents.push(file);
    const page = name === 'both' ? ['--output', `html=${join(workDir, 'page.html')}`] : [];
    const args = ['audit', ...paths, '--output', `sarif=${file}`, ...page];
    await runTool([process.execPath, join(root, 'dist/cli.cjs'), ...args], workDir, process.env, true);
  }
  await validate(documents, context);
  log(`SARIF: ${documents.length} documents fit the schema of OASIS`);
  await checkPage(join(workDir, 'page.html'), context);
}

async function validate(documents: readonly string[], { cacheDir }: AcceptanceContext): Promise<void> {
  const folder = join(cacheDir, 'sarif-schema');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'go.mod'), 'module validate\n\ngo 1.22\n');
  writeFileSync(join(folder, 'main.go'), validator);
  await runTool(['go', 'get', schemaModule, 'github.com/xeipuuv/gojsonschema@v1.2.0'], folder);
  const { stdout } = await runTool(['go', 'mod', 'download', '-json', schemaModule], folder);
  const { Dir } = JSON.parse(stdout) as { Dir: string };
  const source = readFileSync(join(Dir, 'pkg/report/v210/sarif/schema.go'), 'utf8');
  writeFileSync(join(folder, 'schema.json'), source.slice(source.indexOf('`') + 1, source.lastIndexOf('`')));
  await runTool(['go', 'run', '.', join(folder, 'schema.json'), ...documents], folder);
}
