import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Debian and its relatives put a browser of the Chromium family. */
const USUAL_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const executablePath = process.env.CHROMIUM_PATH ?? USUAL_PATHS.find(existsSync);

/** `describe` with a browser; skipped, and that is said, where there is none. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (executablePath === undefined) {
    process.stderr.write(
      `Skipped: ${name} in a browser. No Chromium at ${USUAL_PATHS.join(', ')}; set CHROMIUM_PATH.\n`,
    );
    describe.skip(name, tests);
  } else {
    describe(name, tests);
  }
}

/** A browser with one page, which tests open one after the other: starting another takes longer than most tests. */
export class TestBrowser {
  /** Every address that was asked for since the last page was opened, that page included. */
  public requests: string[] = [];
  /** Errors since then, and what the browser complained about. */
  public complaints: string[] = [];
  private browser?: Browser;
  private readonly pages = new Map<boolean, Page>();
  private readonly folder = mkdtempSync(join(tmpdir(), 'pec-browser-'));

  public async start(): Promise<void> {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    this.browser = await chromium.launch({ executablePath, args });
  }

  public async stop(): Promise<void> {
    await this.browser?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Opens a page from a file, as people do: no server, no network. The window is wide and the colours light. */
  public async open(html: string, { javaScriptEnabled = true } = {}): Promise<Page> {
    const page = this.pages.get(javaScriptEnabled) ?? (await this.newPage(javaScriptEnabled));
    this.pages.set(javaScriptEnabled, page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    const file = join(this.folder, 'readiness.html');
    writeFileSync(file, html);
    this.requests = [];
    this.complaints = [];
    await page.goto(pathToFileURL(file).href);
    return page;
  }

  private async newPage(javaScriptEnabled: boolean): Promise<Page> {
    if (!this.browser) {
      throw new Error('the browser has not been started');
    }
    const page = await this.browser.newPage({ javaScriptEnabled });
    page.on('request', request => this.requests.push(request.url()));
    page.on('console', message => this.complaints.push(message.text()));
    page.on('pageerror', error => this.complaints.push(error.message));
    return page;
  }
}

/** How long something takes in the page, the layout included, in milliseconds. */
export async function timeOf(page: Page, action: string): Promise<number> {
  return page.evaluate(`(() => {
    const start = performance.now();
    ${action};
    document.body.getBoundingClientRect();
    return performance.now() - start;
  })()`);
}

/** Does what changes the address, and waits until the page has heard of it: the browser tells it later. */
export async function changeAddress(page: Page, change: () => Promise<unknown>): Promise<void> {
  // Listeners are called in their order, and the page's own came first.
  await page.evaluate(
    "void (window.heard = new Promise(heard => addEventListener('hashchange', heard, { once: true })))",
  );
  await change();
  await page.evaluate('window.heard');
}

/** Texts whose contrast is too low by WCAG 2.2, 1.4.3: https://www.w3.org/TR/WCAG22/#contrast-minimum */
export const TEXTS_HARD_TO_READ = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const channels = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => [r, g, b]
    .map(value => value / 255)
    .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const backgroundOf = element => {
    for (let under = element; under; under = under.parentElement) {
      const colour = channels(getComputedStyle(under).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll('body *')].filter(element =>
    element.checkVisibility() && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== ''));
  const low = texts.filter(element => {
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const [a, b] = [luminance(channels(color)), luminance(backgroundOf(element))].sort((x, y) => y - x);
    const isLarge = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
    return (a + 0.05) / (b + 0.05) < (isLarge ? 3 : 4.5);
  });
  return { texts: texts.length, low: low.map(element => element.outerHTML.slice(0, 80)) };
})()`;
