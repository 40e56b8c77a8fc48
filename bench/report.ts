/** Prints what a run took, since its process began or since a point in it, and the most memory that it held. */
export function report(start = 0): void {
  console.log(
    JSON.stringify({
      seconds: (performance.now() - start) / 1000,
      megabytes: process.resourceUsage().maxRSS / 1024,
    }),
  );
}
