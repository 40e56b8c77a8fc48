/** What was chosen, in the address of the page: it can be sent to somebody, and the button Back goes back. */
export const ADDRESS_SCRIPT = String.raw`
  /** Whether the address chooses by what nobody on this page has, as one of another day may: then nobody matches. */
  let isStrange = false;

  /** @type {(name: string, value: string) => string} */
  const fragmentOf = (name, value) => new URLSearchParams({ [name]: value }).toString();

  /** @type {(replaces: boolean) => void} */
  const remember = replaces => {
    isStrange = false;
    const options = selects.flatMap(select => [...select.selectedOptions]);
    const chosen = [...tiles.filter(tile => tile.ariaPressed === 'true'), ...options].map(({ dataset }) => dataset.address ?? '');
    const words = search?.value ?? '';
    const parts = [...chosen, words === '' ? '' : fragmentOf('search', words)].filter(part => part !== '');
    const address = '#?' + parts.join('&');
    if (replaces) {
      history.replaceState(null, '', address);
    } else if (address !== location.hash) {
      history.pushState(null, '', address);
    }
  };

  const recall = () => {
    const chosen = new URLSearchParams(location.hash.slice(2));
    if (search) {
      search.value = chosen.get('search') ?? '';
    }
    chosen.delete('search');
    const wanted = new Set([...chosen].map(([name, value]) => fragmentOf(name, value)));
    const isAny = wanted.size > 0;
    /** @type {(element: HTMLElement) => boolean} */
    const isWanted = ({ dataset }) => wanted.delete(dataset.address ?? '');
    selects.forEach(select => (select.value = [...select.options].find(isWanted)?.value ?? ''));
    tiles.forEach(tile => (tile.ariaPressed = String(tile.value === 'all' ? !isAny : isWanted(tile))));
    isStrange = wanted.size > 0;
  };
`;
