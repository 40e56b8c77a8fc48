/**
 * Who matches what was chosen. Choices of one kind, such as two verdicts, add up, and kinds narrow each other down. The
 * number of a choice is of those whom it would show besides what was chosen of other kinds.
 */
export const CHOICE_SCRIPT = String.raw`
  /** @type {(control: HTMLElement) => string} */
  const kindOf = ({ dataset }) => (dataset.address ?? '').split('=')[0];

  const controls = [...tiles, ...selects.flatMap(select => [...select.options])].filter(control => kindOf(control) !== '');
  const kinds = new Map(controls.map(control => [control.value, kindOf(control)]));
  const tileKinds = new Set(tiles.map(kindOf));

  /** @type {() => (HTMLButtonElement | HTMLOptionElement)[]} */
  const chosenControls = () =>
    controls.filter(control => (control instanceof HTMLOptionElement ? control.selected : control.ariaPressed === 'true'));

  /** @type {(control: HTMLElement, customers: number) => void} */
  const count = (control, customers) => {
    const number = control.querySelector('b');
    if (number) {
      number.textContent = numbers.format(customers);
    } else {
      control.textContent = (control.textContent ?? '').replace(/[\d,]+\)$/, numbers.format(customers) + ')');
    }
  };

  /** Those who match, in their order. @type {(isFound: (findable: string) => boolean) => Customer[]} */
  const choose = isFound => {
    /** @type {Map<string, Set<string>>} */
    const wanted = new Map();
    for (const control of chosenControls()) {
      const kind = kindOf(control);
      wanted.set(kind, (wanted.get(kind) ?? new Set()).add(control.value));
    }
    const counts = new Map([...kinds.keys()].map(token => [token, 0]));
    let everybody = 0;
    const matching = ordered.filter(({ is, text }) => {
      if (!isFound(text)) {
        return false;
      }
      const unmet = [...wanted].filter(([, tokens]) => ![...tokens].some(token => is.has(token))).map(([kind]) => kind);
      everybody += unmet.every(kind => tileKinds.has(kind)) ? 1 : 0;
      for (const token of is) {
        if (unmet.every(kind => kind === kinds.get(token))) {
          counts.set(token, (counts.get(token) ?? 0) + 1);
        }
      }
      return unmet.length === 0 && !isStrange;
    });
    controls.forEach(control => count(control, counts.get(control.value) ?? 0));
    const isAny = tiles.some(tile => tile.ariaPressed === 'true' && tile.value !== 'all');
    for (const tile of tiles.filter(tile => tile.value === 'all')) {
      tile.ariaPressed = String(!isAny && !isStrange);
      count(tile, everybody);
    }
    return matching;
  };

  /** @type {(pressed: HTMLButtonElement) => void} */
  const press = pressed => {
    if (pressed.value === 'all') {
      tiles.forEach(tile => (tile.ariaPressed = 'false'));
    } else {
      pressed.ariaPressed = String(pressed.ariaPressed !== 'true');
    }
  };

  /** What was chosen, in words. @type {(words: string) => string} */
  const choiceInWords = words => {
    /** @type {Map<string, string[]>} */
    const names = new Map();
    for (const control of chosenControls()) {
      const title = control.closest('[data-title]')?.getAttribute('data-title') ?? '';
      const name = control.querySelector('span')?.textContent ?? (control.textContent ?? '').replace(/ \([\d,]+\)$/, '');
      names.set(title, [...(names.get(title) ?? []), name]);
    }
    const parts = [...names].map(([title, own]) => title + ': ' + own.join(' or '));
    if (isStrange) {
      parts.push('by the address: ' + [...new URLSearchParams(location.hash.slice(2)).values()].join(', '));
    }
    return [...parts, ...(words === '' ? [] : ['search: ' + words])].join('; ');
  };
`;
