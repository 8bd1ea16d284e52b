import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { AcceptanceContext } from './context.ts';

const browsers = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'];

const check = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`the page in a browser: ${what}`);
};

/** Number of findings that a person sees. */
const shown = (page: Page): Promise<number> => page.locator('.finding:visible').count();

/**
 * Opens the report in Chromium as different readers would: with and without scripts, light and dark, on a narrow screen, by
 * keyboard alone.
 *
 * @throws Error with what did not hold, or when there is no Chromium
 */
export async function checkPage(file: string, { log }: AcceptanceContext): Promise<void> {
  const executablePath = browsers.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error(`Chromium is missing: none of ${browsers.join(', ')}`);
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const open = async (options: BrowserContextOptions): Promise<{ page: Page; complaints: string[] }> => {
    const page = await (await browser.newContext(options)).newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(`it asked for ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  };
  try {
    const { page, complaints } = await open({ colorScheme: 'light' });
    const all = await shown(page);
    check(all > 10, `only ${all} findings are shown`);
    await byKeyboard(page, all);
    check(complaints.length === 0, complaints.join('; '));
    const still = await open({ javaScriptEnabled: false });
    check((await shown(still.page)) === all, 'without scripts some findings are missing');
    check(!(await still.page.locator('form').isVisible()), 'without scripts there is a filter that does nothing');
    const [light, dark] = [await ground(page), await ground((await open({ colorScheme: 'dark' })).page)];
    check(light !== dark, 'dark and light look the same');
    const { page: narrow } = await open({ viewport: { width: 360, height: 740 } });
    const width = await narrow.locator('body').evaluate((body) => body.ownerDocument.documentElement.scrollWidth);
    check(width <= 360, `it is ${width} wide on a screen of 360`);
    const heights = await narrow
      .locator('thead th')
      .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().height));
    check(Math.max(...heights) < 80, `a head of a table is ${Math.max(...heights)} high: its words are broken`);
    log(`HTML: ${all} findings in Chromium; filter by keyboard, no scripts, dark and light, narrow`);
  } finally {
    await browser.close();
  }
}

const ground = (page: Page): Promise<string> =>
  page.locator('body').evaluate((body) => body.ownerDocument.defaultView?.getComputedStyle(body).backgroundColor ?? '');

/** Goes by tab from the top of the page to the filter, types, and clears it again. */
async function byKeyboard(page: Page, all: number): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await page.locator('input[type=search]').evaluate((input) => input === input.ownerDocument.activeElement))
      break;
  }
  await page.keyboard.type('sec-actions-pinned');
  const some = await shown(page);
  check(some > 0 && some < all, `the filter shows ${some} of ${all}`);
  check((await page.locator('[role=status]').innerText()).startsWith(`${some} of ${all} `), 'the count is not told');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  check((await shown(page)) === all, 'clearing the filter does not show all again');
  const summary = page.locator('details.rule > summary').first();
  await summary.focus();
  await page.keyboard.press('Enter');
  check(
    !(await page
      .locator('details.rule')
      .first()
      .evaluate((details) => details.hasAttribute('open'))),
    'a rule does not fold by keyboard',
  );
}
