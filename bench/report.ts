/** Prints what a run took since its process began, and the most memory that it held. */
export function report(): void {
  console.log(JSON.stringify({ seconds: performance.now() / 1000, megabytes: process.resourceUsage().maxRSS / 1024 }));
}
