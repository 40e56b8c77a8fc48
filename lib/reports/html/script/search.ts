/** How a search finds Zürich by zurich and by zuerich, and Zuerich by Zürich. */
export const SEARCH_SCRIPT = String.raw`
  /** What stands for a letter where a keyboard does not have it; the marks of other letters fall off. */
  const BARE = new Map(Object.entries({ ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ı: 'i' }));
  const SPELT = new Map(Object.entries({ ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' }));

  /** @type {(text: string) => string} */
  const bare = text =>
    text
      .toLowerCase()
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[ßøæœłđı]/g, letter => BARE.get(letter) ?? letter);

  /** @type {(text: string) => string} */
  const spelt = text => bare(text.toLowerCase().normalize('NFC').replace(/[äöüåø]/g, letter => SPELT.get(letter) ?? letter));

  /** @type {(text: string) => string} */
  const findable = text => bare(text) + '\n' + spelt(text);

  /** @type {(text: string) => ((findable: string) => boolean)} */
  const finder = text => {
    const words = text.split(/\s+/).filter(word => word !== '').map(word => [bare(word), spelt(word)]);
    return findable => words.every(spellings => spellings.some(word => findable.includes(word)));
  };
`;
