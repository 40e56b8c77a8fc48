#!/usr/bin/env node
import { runPec } from './program';
import { ownTerminal } from './terminal';

void runPec(process.argv.slice(2), ownTerminal()).then(exitCode => {
  // Not process.exit(), which would cut off what is still on its way into a pipe.
  process.exitCode = exitCode;
});
