import { literally } from '../terraform';
import { codeOf, messageOf, withoutInnerFrames } from '../text';

/**
 * How the bindings of a peer are loaded: npm installs it by itself, and some other package managers do not.
 *
 * @param name the package
 * @returns loads a binding, which takes texts literally; throws an error that says how to install the peer if it is missing
 */
export function bindingsOf(name: string): <B extends new (...args: never[]) => object>(load: () => B) => B {
  return load => {
    try {
      return literally(load());
    } catch (error) {
      // The first line names the module that is missing; the others name who asked for it.
      const [what] = messageOf(error).split('\n');
      if (codeOf(error) !== 'MODULE_NOT_FOUND' || !what.includes(name)) {
        throw error;
      }
      const missing = new Error(`${name} is not installed; run npm install ${name}`);
      missing.stack = withoutInnerFrames(missing);
      throw missing;
    }
  };
}
