export { pointer, pointerKey } from './at.ts';
export type { At, Located } from './at.ts';
export { composeGlobs, runsBeside } from './beside.ts';
export { calendarFrom, dayNumber } from './calendar.ts';
export type { Calendar } from './calendar.ts';
export { descriptorGlobs, readEntities } from './catalogue.ts';
export type { Entity } from './catalogue.ts';
export { digestOf, gitBlobId } from './digest.ts';
export type { Judge, JudgeContext, JudgedOutcome, Judgement } from './judge.ts';
export { byNumbers } from './order.ts';
export { perView } from './per-view.ts';
export { isProduction } from './production.ts';
export { parsePromql } from './promql.ts';
export type { PromqlNode } from './promql.ts';
export { defineReader } from './reader.ts';
export type { Language, Reader, RepositoryView, ServiceScope } from './reader.ts';
export { relative } from './scope.ts';
export { toml } from './toml.ts';
export type { TomlTree } from './toml.ts';
export { bare, declarationsOf, importsOf, nameOf, nodesOf, nodesOfType, pathOf, placeOf } from './typescript.ts';
export type { Imported, Source } from './typescript.ts';
export { entryOf, evaluatorOf } from './evaluate.ts';
export type { Evaluator, Value } from './evaluate.ts';
export { folderOf, get, isMapping, joinPath, list, numeric, record, shown } from './values.ts';
export type { Mapping } from './values.ts';
export { hcl } from './hcl.ts';
export type { HclBlock, HclBody, HclExpression } from './hcl-tree.ts';
export { terraformOf } from './terraform.ts';
export { terraformGlobs, terraformIn } from './terraform-view.ts';
export type {
  TerraformCall,
  TerraformProvider,
  TerraformResource,
  TerraformRoot,
  TerraformSources,
  VariableFile,
} from './terraform.ts';
export { blocksOf } from './terraform-bodies.ts';
export type { TerraformFile } from './terraform-folders.ts';
export { booleanOf, documentOf, isNull, numberOf, textOf, wholeText } from './terraform-values.ts';
export { endsOf, nameMatches, pathMatches } from './wildcards.ts';
export { childOf, childrenOf, xml } from './xml.ts';
export type { XmlNode } from './xml.ts';
