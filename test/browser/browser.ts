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
