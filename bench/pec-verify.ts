/** One run of `pec verify` for bench/verify.ts, of the folder that the argument names; prints what it took. */
import { runVerify } from '../lib/command-line/verify/run';

const terminal = {
  out: () => undefined,
  error: (text: string) => void process.stderr.write(text),
  hasColour: false,
  isWatched: false,
};

void runVerify({ output: process.argv[2], format: 'table', concurrency: 8 }, terminal).then(({ exitCode }) => {
  const { user, system } = process.cpuUsage();
  console.log(
    JSON.stringify({
      exitCode,
      seconds: performance.now() / 1000,
      cpuSeconds: (user + system) / 1e6,
      megabytes: process.resourceUsage().maxRSS / 1024,
    }),
  );
});
