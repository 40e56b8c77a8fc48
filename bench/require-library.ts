import 'cdktf';
import 'cdktf-partner-earned-credit';
import { report } from './report';

report();
