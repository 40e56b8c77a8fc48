import { faultsOfFile } from './fixtures';

// In a file of its own, because it takes seconds, and mutation tests run whole files.
it('the faults of a file may be more than a call takes arguments', () => {
  const names = Array.from({ length: 150_000 }, (_, i) => `${i}: x\n`).join('');
  expect(faultsOfFile(names)).toContain('customers.yaml:150000:1: the name 149999 is not a text; put it in quotes');
});
