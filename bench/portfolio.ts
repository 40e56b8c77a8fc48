/** N customers from a file, with the reports. */
import { App } from 'cdktf';
import { declare } from './declare';
import { report } from './report';

const [outdir, , file] = process.argv.slice(2);
const app = new App({ outdir });
declare(app, file);
app.synth();
report();
