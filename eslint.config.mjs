import tseslint from 'typescript-eslint';
import { FLOORS, PROVIDER_BARRELS } from './scripts/floors.mjs';

/** Where files of a floor lie, by how many steps out of it go up. A folder of a floor may have the name of another floor. */
const DEPTHS = ['*.ts', '*/*.ts', '*/*/*.ts', '*/*/*/**/*.ts'];

/** A file of a floor may import its own floor and the floors below it. */
const floors = FLOORS.flatMap((floor, level) =>
  DEPTHS.map((files, depth) => ({
    files: [`lib/${floor}/${files}`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: PROVIDER_BARRELS,
          patterns: [
            ...FLOORS.slice(level + 1).map(upper => ({
              regex: `^(\\.\\./){${depth + 1}${depth === DEPTHS.length - 1 ? ',' : ''}}${upper}(/|$)`,
              message: `lib/${floor} is below lib/${upper} and must not import it.`,
            })),
            { regex: '^\\.\\.(/\\.\\.)*(/(index)?)?$', message: 'Import the floor, not the entry point above it.' },
            ...(level === 0 ? [{ regex: '^(cdktf|constructs|@cdktf/)', message: 'lib/azure knows Azure only.' }] : []),
          ],
        },
      ],
    },
  })),
);

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '.stryker/',
      'bench/.build/',
      'cdktf.out*/',
      'coverage/',
      '**/dist/',
      'lib/bindings/generated/',
      'scripts/bindings/',
      '**/*.js',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-imports': ['error', { paths: PROVIDER_BARRELS }],
    },
  },
  {
    // Messages show values that were not what the types promised.
    files: ['lib/**/*.ts'],
    rules: { '@typescript-eslint/restrict-template-expressions': 'off', '@typescript-eslint/no-base-to-string': 'off' },
  },
  ...floors,
);
