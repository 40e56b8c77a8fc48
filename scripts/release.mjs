/**
 * Whether a tag may be released; prints what the changelog says of it.
 *
 *   node scripts/release.mjs v1.2.0
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(import.meta.dirname, '..');

/** What keeps a tag from being released; nothing if it may be. */
export function objections(tag, packageJson, changelog) {
  const { version } = packageJson;
  return [
    tag !== `v${version}` && `the tag is ${tag}, and package.json says ${version}; tag v${version}`,
    ...['repository', 'homepage', 'bugs'].map(
      address => !packageJson[address] && `package.json has no ${address}: say where the project lives`,
    ),
    notesOf(version, changelog) === undefined &&
      `CHANGELOG.md has no section "## ${version}" with text; give the version its section, without "(unreleased)"`,
  ].filter(Boolean);
}

/** The section of a version in a changelog; undefined if there is none, or nothing in it. */
export function notesOf(version, changelog) {
  const section = changelog.split(/^## /m).find(text => text.split('\n')[0].trim() === version);
  return section?.slice(section.indexOf('\n')).trim() || undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const packageJson = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
  const faults = objections(process.argv[2], packageJson, changelog);
  if (faults.length > 0) {
    console.error(faults.join('\n'));
    process.exit(1);
  }
  console.log(notesOf(packageJson.version, changelog));
}
