import { NARROW } from '../style/narrow';

/** What a phone has no room for is folded there, and nowhere else. */
export const FOLD_SCRIPT = String.raw`
  const narrow = matchMedia('${NARROW}');
  const fold = () => {
    document.querySelectorAll('details.fold').forEach(details => details.toggleAttribute('open', !narrow.matches));
  };
  fold();
  narrow.addEventListener('change', fold);

  /** Opens what a link leads to. @type {(target: Element | null) => void} */
  const unfold = target => {
    const details = target?.closest('details') ?? target?.parentElement?.querySelector(':scope > details');
    if (details && !details.open) {
      details.open = true;
      target?.scrollIntoView();
    }
  };
`;
