import 'cdktf';
import { report } from './report';

report();
