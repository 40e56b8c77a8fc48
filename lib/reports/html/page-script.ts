import { FIRST_ROWS } from './customer-rows';
import { ADDRESS_SCRIPT } from './script/address';
import { AGE_SCRIPT } from './script/age';
import { CHOICE_SCRIPT } from './script/choice';
import { CSV_SCRIPT } from './script/csv';
import { FOLD_SCRIPT } from './script/fold';
import { SEARCH_SCRIPT } from './script/search';

/**
 * What makes the page answer: filters, sorting, opening. Without it the page shows everything.
 *
 * A text and not a function of this program: compilers and coverage would put calls into it that the page does not
 * have. A test checks its types, another one drives it in a browser.
 */
export const PAGE_SCRIPT = String.raw`
'use strict';
(() => {
  const FIRST_ROWS = ${FIRST_ROWS};
  const numbers = new Intl.NumberFormat('en-US');

  /** @type {(selector: string, text: string) => void} */
  const say = (selector, text) => {
    const element = document.querySelector(selector);
    if (element && element.textContent !== text) {
      element.textContent = text;
    }
  };

  /** @type {(selector: string, shown: boolean) => void} */
  const reveal = (selector, shown) => {
    document.querySelector(selector)?.toggleAttribute('hidden', !shown);
  };
${AGE_SCRIPT}${FOLD_SCRIPT}
  const table = document.querySelector('#customers');
  const form = document.querySelector('#filters');
  if (!(table instanceof HTMLTableElement) || !(form instanceof HTMLFormElement)) {
    return;
  }
  const texts = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  /** @typedef {{ body: HTMLTableSectionElement, index: number, is: Set<string>, text: string }} Customer */
  /** @type {Customer[]} */
  const customers = [...table.tBodies].map((body, index) => ({
    body,
    index,
    is: new Set((body.dataset.is ?? '').split(' ')),
    text: '',
  }));
  let ordered = customers;
  let all = false;

  const tiles = [...document.querySelectorAll('button')].filter(button => button.classList.contains('tile'));
  const headings = [...(table.tHead?.rows[0].cells ?? [])];
  const search = form.querySelector('input');
  const selects = [...form.querySelectorAll('select')];
${SEARCH_SCRIPT}${CHOICE_SCRIPT}${ADDRESS_SCRIPT}${CSV_SCRIPT}
  const show = () => {
    const words = (search?.value ?? '').trim();
    if (words !== '' && customers[0].text === '') {
      customers.forEach(customer => (customer.text = findable(customer.body.textContent ?? '')));
    }
    const matching = new Set(choose(finder(words)));
    let shown = 0;
    for (const customer of ordered) {
      const matches = matching.has(customer);
      shown += matches ? 1 : 0;
      customer.body.hidden = !matches;
      customer.body.classList.toggle('later', !all && shown > FIRST_ROWS);
    }
    const choice = choiceInWords(words);
    // On paper, what was chosen is what is wanted.
    table.parentElement?.classList.toggle('chosen', choice !== '');
    say('#choice', 'Chosen: ' + choice + '.');
    reveal('#choice', choice !== '');
    const of = shown === customers.length ? '' : ' of ' + numbers.format(customers.length);
    const later = shown > FIRST_ROWS && !all;
    const noun = customers.length === 1 ? ' customer' : ' customers';
    say('#count', numbers.format(shown) + of + noun);
    say('#first', later ? ', the first ' + FIRST_ROWS + ' are shown' : '');
    reveal('#nobody', shown === 0);
    table.hidden = shown === 0;
    reveal('#actions', shown > 0);
    reveal('#all', later);
    const stranger = strangerOf();
    say('#stranger b', stranger ?? '');
    reveal('#stranger', stranger !== null);
  };

  /** @type {(heading: HTMLTableCellElement) => void} */
  const sort = heading => {
    const direction = heading.ariaSort === 'ascending' ? 'descending' : 'ascending';
    headings.forEach(other => (other.ariaSort = other === heading ? direction : 'none'));
    const column = heading.cellIndex;
    const sign = direction === 'ascending' ? 1 : -1;
    const keyed = customers.map(customer => {
      const cell = customer.body.rows[0].cells[column];
      const isVerdict = heading.classList.contains('verdict');
      const first = cell.querySelector('button') ?? cell;
      const text = (isVerdict ? cell.querySelector('b')?.className : first.textContent) ?? '';
      return { customer, key: cell.dataset.sort ?? text };
    });
    // What is empty comes last, whatever the direction.
    keyed.sort(
      (a, b) =>
        Number(a.key === '') - Number(b.key === '') ||
        sign * texts.compare(a.key, b.key) ||
        a.customer.index - b.customer.index,
    );
    ordered = keyed.map(({ customer }) => customer);
    table.append(...ordered.map(({ body }) => body));
  };

  /** @type {(body: Element, isOpen: boolean) => void} */
  const open = (body, isOpen) => {
    body.classList.toggle('open', isOpen);
    const button = body.querySelector('button[aria-expanded]');
    if (button) {
      button.ariaExpanded = String(isOpen);
    }
  };

  /** @type {(button: HTMLButtonElement) => void} */
  const openAll = button => {
    const isOpen = button.ariaPressed !== 'true';
    button.ariaPressed = String(isOpen);
    customers
      .filter(({ body }) => !isOpen || body.checkVisibility())
      .forEach(({ body }) => open(body, isOpen));
  };

  /** @type {() => boolean} */
  const visit = () => {
    const target = document.getElementById(location.hash.slice(1));
    // A link to a customer opens it, wherever it is.
    const body = target?.closest('tbody');
    if (body) {
      table.hidden = false;
      body.hidden = false;
      body.classList.remove('later');
      open(body, true);
      body.scrollIntoView();
    } else {
      unfold(target);
    }
    return body instanceof Element;
  };

  const follow = () => {
    const isChoice = location.hash.startsWith('#?');
    if (isChoice || location.hash === '') {
      recall();
    }
    show();
    if (!visit() && ((location.hash.length > 2 && isChoice) || strangerOf() !== null)) {
      document.querySelector('#table')?.scrollIntoView();
    }
  };

  document.querySelectorAll('button').forEach(button => (button.disabled = false));
  form.hidden = false;
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    const body = button?.closest('tbody');
    const heading = headings.find(candidate => candidate.contains(button));
    if (button?.classList.contains('tile')) {
      press(button);
      remember(false);
      show();
    } else if (body) {
      open(body, !body.classList.contains('open'));
    } else if (button?.id === 'csv') {
      download();
    } else if (button?.id === 'open') {
      openAll(button);
    } else if (button?.closest('#all')) {
      all = true;
      show();
    } else if (button && heading) {
      sort(heading);
      show();
    }
  });
  form.addEventListener('input', ({ target }) => {
    remember(target === search);
    show();
  });
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => {
    tiles.forEach(tile => (tile.ariaPressed = 'false'));
    // The controls are empty only after this event.
    setTimeout(() => {
      remember(false);
      show();
    });
  });
  // The address says what was chosen, also where a browser comes back to the page.
  window.addEventListener('pageshow', follow);
  window.addEventListener('hashchange', follow);
})();
`;
