/**
 * Does work for every item, for so many at a time; the results are in the order of the items.
 *
 * @param onDone told after each item how many are done
 */
export async function concurrently<Item, Result>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<Result>,
  onDone: (done: number) => void = () => undefined,
): Promise<Result[]> {
  const results: Result[] = [];
  let [next, done] = [0, 0];
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
      onDone(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, worker));
  return results;
}
