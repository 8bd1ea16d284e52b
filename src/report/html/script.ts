/**
 * The filter of the page. Without it every finding is there and every section opens and closes: the form is only shown by
 * the script that makes it work.
 */
export const script = `
(() => {
  const form = document.querySelector('form');
  const status = document.querySelector('[role=status]');
  const findings = [...document.querySelectorAll('.finding')].map((element) => ({ element, text: element.dataset.text }));
  const groups = [...document.querySelectorAll('.rule')];
  const areas = [...document.querySelectorAll('.area')];
  const apply = () => {
    const data = new FormData(form);
    const words = String(data.get('text')).toLowerCase().split(/\\s+/).filter(Boolean);
    const severities = new Set(data.getAll('severity'));
    const area = data.get('area');
    let shown = 0;
    for (const { element, text } of findings) {
      const fits = severities.has(element.dataset.severity) && (area === '' || area === element.dataset.area) && words.every((word) => text.includes(word));
      element.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector('.finding:not([hidden])');
    for (const section of areas) section.hidden = !section.querySelector('.rule:not([hidden])');
    status.textContent = shown + ' of ' + findings.length + (findings.length === 1 ? ' finding' : ' findings') + ' shown';
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  form.hidden = findings.length === 0;
  apply();
})();
`;
