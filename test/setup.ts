import { Testing } from 'cdktf';

// Types come with the import; the matchers only with this call.
Testing.setupJest();
