export { AppRegistry } from './app-registry';
export { AppStore } from './app-store';
export { Mark } from './mark';
