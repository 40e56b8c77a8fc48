import { sampleConfirmation } from '../reports/sample-confirmation';
import { describeInBrowser, TestBrowser } from './browser';

jest.setTimeout(60_000);

const browser = new TestBrowser();

describeInBrowser('the page of a confirmation', () => {
  beforeAll(() => browser.start());
  afterAll(() => browser.stop());

  afterEach(() => {
    expect(browser.requests).toEqual([expect.stringMatching(/^file:/)]);
    expect(browser.complaints).toEqual([]);
  });

  it('opens the alarm, and the others when they are asked for', async () => {
    const page = await browser.open(sampleConfirmation().toHtml(), { javaScriptEnabled: false });
    expect(await page.locator('details[open] summary b').allInnerTexts()).toEqual(['=Northwind <b> | \\u0023#[group]']);
    expect(await page.getByText('It ended.').isVisible()).toBe(true);
    const contoso = page.locator('details', { hasText: 'contoso' });
    expect(await contoso.getByText('Earned on every day.').isVisible()).toBe(false);
    await contoso.locator('summary').click();
    expect(await contoso.getByText('Earned on every day.').isVisible()).toBe(true);
  });

  it('fits on a phone', async () => {
    const page = await browser.open(sampleConfirmation().toHtml());
    await page.setViewportSize({ width: 360, height: 800 });
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(360);
  });

  it('says first that nobody earned', async () => {
    const page = await browser.open(sampleConfirmation({ nobodyEarned: true }).toHtml());
    expect(await page.getByRole('alert').innerText()).toMatch(/^Nobody earned on any day/);
  });
});
