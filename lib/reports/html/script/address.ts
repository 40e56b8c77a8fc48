/** What was chosen, in the address of the page: it can be sent to somebody, and the button Back goes back. */
export const ADDRESS_SCRIPT = String.raw`
  /** Whether the address chooses by what nobody on this page has, as one of another day may: then nobody matches. */
  let isStrange = false;

  /** @type {(name: string, value: string) => string} */
  const fragmentOf = (name, value) => new URLSearchParams({ [name]: value }).toString();

  /** @type {(replaces: boolean) => void} */
  const remember = replaces => {
    isStrange = false;
    const words = search?.value ?? '';
    const addresses = chosenControls().map(({ dataset }) => dataset.address ?? '');
    const address = '#?' + [...addresses, ...(words === '' ? [] : [fragmentOf('search', words)])].join('&');
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
    /** @type {(element: HTMLElement) => boolean} */
    const isWanted = ({ dataset }) => wanted.delete(dataset.address ?? '');
    selects.forEach(select => (select.value = [...select.options].find(isWanted)?.value ?? ''));
    tiles.forEach(tile => (tile.ariaPressed = String(isWanted(tile))));
    isStrange = wanted.size > 0;
  };

  /** The customer whom the address names and who is not on this page. @type {() => string | null} */
  const strangerOf = () => {
    const fragment = location.hash.slice(1);
    const isThere = fragment.startsWith('?') || document.getElementById(fragment);
    return isThere ? null : new URLSearchParams(fragment).get('customer');
  };
`;
