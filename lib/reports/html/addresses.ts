/** What stands behind the `#` of the page's address: names and values, as in a query. */
export function fragmentOf(name: string, value: string): string {
  return new URLSearchParams({ [name]: value }).toString();
}

/** The name of a customer's place on the page: it lasts, because it is made of the key. */
export function anchorOf(key: string): string {
  return fragmentOf('customer', key);
}

/** The address of those whom a choice leaves, behind the page's own. */
export function choiceAddress(name: string, value: string): string {
  return `#?${fragmentOf(name, value)}`;
}
