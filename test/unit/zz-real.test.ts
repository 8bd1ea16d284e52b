import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { units } from 'virtual:units';
import { it } from 'vitest';
import { auditRepository } from '../../src/audit/audit.ts';
import { standardOf } from '../../src/build/plugin.ts';
const { standard } = standardOf(fileURLToPath(new URL('../..', import.meta.url)));
it('x', async () => {
  const n = process.env['ONLY']!;
  const git=(...a:string[])=>execFileSync('git',['-C',`/work/.mirror/${n}/repo`,...a],{encoding:'utf8',maxBuffer:1e9});
  const head=git('rev-parse','HEAD').trim();
  const paths=git('ls-tree','-r','--name-only',head).trim().split('\n');
  const tree:any={paths, skipped:[], read:(p:string)=>{ try { return {text: git('show',`${head}:${p}`)}; } catch { return {skipped:'x'} } }};
  const rules=standard.rules.filter(r=>r.kind==='pipeline').map(r=>r.id);
  const r=await auditRepository(tree,{standard,units,rules,path:'.',today:'2026-11-25',tier:2});
  for (const f of r.findings) if (f.outcome!=='pass') console.log(`${f.outcome} ${f.rule} ${f.locations.slice(0,1).map(l=>`${l.path}:${l.line??''}${l.pointer??''}`)} ${f.message}`.slice(0,260));
}, 120000);
