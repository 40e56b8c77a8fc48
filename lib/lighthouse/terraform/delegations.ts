import { AppRegistry } from '../../terraform';
import type { LighthouseDelegation } from './lighthouse-delegation';

/** The delegations of each app, by subscription. */
export const delegations = new AppRegistry<LighthouseDelegation>();
