/** What is read when it is needed: folded, until somebody opens it. */
export function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>${content}</details>`;
}

/** What is folded where there is no room for it, which is on a phone. */
export function foldedOnPhone(summary: string, content: string): string {
  return `<details class="fold" open><summary>${summary}</summary>${content}</details>`;
}
