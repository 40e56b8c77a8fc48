/** What the source for cdktf becomes for CDK Terrain. */
import { dirname, posix } from 'node:path';

const NAME = 'cdktf-partner-earned-credit';

/** What the second package is called. */
export const CDKTN_NAME = 'cdktn-partner-earned-credit';

/**
 * A file of lib.
 * @param {string} path below lib, with slashes
 * @param {string} text
 */
export function ofLibrary(path, text) {
  return named(framework(text)).replace(
    BINDINGS,
    (_, quote, provider, module) =>
      quote + relativeTo(dirname(path), `bindings/generated/${provider}/${module}`) + quote,
  );
}

/**
 * A program that uses the package.
 * @param {string} text
 */
export function ofProgram(text) {
  return named(framework(text)).replace(
    BINDINGS,
    (_, quote, provider, module) => `${quote}${CDKTN_NAME}/bindings/${provider}/${module}${quote}`,
  );
}

/** The prebuilt bindings, as a file imports them. */
const BINDINGS = /(['"])@cdktf\/provider-(azuread|azurerm)\/lib\/([a-z-]+)\1/g;

function framework(text) {
  return text.replace(/(?<=from ['"])cdktf(?=['"])|(?<=['"])cdktf(?=\/package\.json['"])/g, 'cdktn');
}

/** Not where the name begins a mark: such marks also make ids of what is in Azure already. */
function named(text) {
  return text.replace(new RegExp(`${NAME}(?!/)|(?<=from ['"]|node_modules/)${NAME}`, 'g'), CDKTN_NAME);
}

function relativeTo(folder, path) {
  const relative = posix.relative(folder, path);
  return relative.startsWith('.') ? relative : `./${relative}`;
}
