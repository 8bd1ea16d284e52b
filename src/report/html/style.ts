/** The look of the page. Colours have a contrast of 4.5 at least in both schemes; a test computes it. */
export const style = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1c2128;--soft:#57606a;--line:#d0d7de;--panel:#f6f8fa;--must:#b3261e;--should:#8a5300;--may:#0550ae;--good:#116329;--mark:#fff3c4}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--soft:#9aa5b1;--line:#30363d;--panel:#161b22;--must:#ff8f85;--should:#e3a44f;--may:#79b8ff;--good:#6fdd8b;--mark:#4a3c00}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;margin:0}h2{font-size:1.35rem;margin:2.5rem 0 .5rem;border-top:2px solid var(--line);padding-top:1.5rem}h3{font-size:1.1rem;margin:1.75rem 0 .5rem}
p{margin:.4rem 0}a{color:var(--may)}:focus-visible{outline:3px solid var(--may);outline-offset:2px}
code,pre{font:.875rem/1.45 ui-monospace,monospace}.soft{color:var(--soft)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;background:var(--paper);padding:.5rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{overflow-wrap:break-word;text-align:left;padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.steps{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:.75rem;list-style:none;margin:1rem 0;padding:0}.steps li{border:1px solid var(--line);border-radius:.5rem;padding:.6rem .8rem;background:var(--panel)}.steps .reached{border-color:var(--good);border-width:2px}
form{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;background:var(--paper);border-bottom:1px solid var(--line);padding:.6rem 0}form[hidden]{display:none}label,legend{font-size:.875rem}input[type=search],select{display:block;font:inherit;padding:.25rem .4rem;background:var(--panel);color:var(--ink);border:1px solid var(--soft);border-radius:.25rem}fieldset{border:0;margin:0;padding:0 0 .3rem;display:flex;gap:.75rem;flex-wrap:wrap}form output,form button{margin-bottom:.1rem}
.rule{border:1px solid var(--line);border-radius:.5rem;margin:.6rem 0}.rule>summary{cursor:pointer;padding:.5rem .8rem}.rule>div{padding:0 .8rem .6rem}
.tag{display:inline-block;min-width:3.6rem;text-align:center;border:1px solid currentColor;border-radius:.25rem;font-size:.8rem;font-weight:600;padding:0 .35rem;margin-right:.4rem}.must{color:var(--must)}.should{color:var(--should)}.may{color:var(--may)}.good{color:var(--good)}
.finding{border-left:3px solid var(--line);margin:.75rem 0;padding:.1rem 0 .1rem .8rem}
pre{margin:.4rem 0;padding:.5rem;background:var(--panel);border:1px solid var(--line);border-radius:.25rem;overflow-x:auto}pre .no{color:var(--soft);user-select:none}pre .hit{background:var(--mark);color:inherit}
.bad{color:var(--must);font-weight:600}[hidden]{display:none!important}
@media print{form{display:none}.rule{break-inside:avoid}}
`;
