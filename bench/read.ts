/** Reads and checks a file of N customers; one of them is declared. What the process took before is not counted. */
import { App } from 'cdktf';
import { declare } from './declare';
import { report } from './report';

const [outdir, , file] = process.argv.slice(2);
process.env.PEC_CUSTOMERS = 'customer-0';
const app = new App({ outdir });
const start = performance.now();
declare(app, file);
report(start);
