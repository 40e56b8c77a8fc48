import '../lib';
import { report } from './report';

report();
