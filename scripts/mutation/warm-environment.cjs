/**
 * An environment of jest that loads a test file and then runs its tests as often as it is asked to, instead of once: what
 * takes time is to load the modules, not to run the tests.
 */
const StrykerEnvironment = require('@stryker-mutator/jest-runner/jest-env/node');

/** Who waits for the tests of a file, by its path. */
const waiting = new Map();

class WarmEnvironment extends StrykerEnvironment {
  constructor(config, context) {
    super(config, context);
    this.file = context.testPath;
  }

  /** Once the file is loaded, hands out its tests, and holds jest back for good. */
  async handleTestEvent({ name }, { rootDescribeBlock }) {
    if (name === 'run_start') {
      await new Promise((_resolve, close) => {
        const tests = testsIn(rootDescribeBlock, '').filter(({ test }) => test.mode !== 'skip' && test.mode !== 'todo');
        // What switches mutants on: the code that was changed looks there.
        const switches = this.global[this.global.__strykerGlobalNamespace__ ?? '__stryker__'];
        waiting.get(this.file)({ tests: tests.map(found => this.runnable(found)), switches, close });
      });
    }
  }

  runnable({ id, test }) {
    const blocks = [];
    for (let block = test.parent; block; block = block.parent) {
      blocks.unshift(block);
    }
    const hooks = type => blocks.flatMap(block => block.hooks.filter(hook => hook.type === type));
    return { id, run: () => this.run(test, hooks) };
  }

  /** Runs a test with its hooks; those of the file, such as `beforeAll`, the first time only. */
  async run(test, hooks) {
    const { expect } = this.global;
    expect.setState({ assertionCalls: 0, expectedAssertionsNumber: null, isExpectingAssertions: false });
    for (const hook of hooks('beforeAll')) {
      this.begun ??= new Set();
      if (!this.begun.has(hook)) {
        this.begun.add(hook);
        await hook.fn();
      }
    }
    try {
      for (const hook of hooks('beforeEach')) {
        await hook.fn();
      }
      await test.fn();
      const [missing] = expect.extractExpectedAssertionsErrors();
      if (missing) {
        throw missing.error;
      }
    } finally {
      for (const hook of hooks('afterEach').reverse()) {
        await hook.fn();
      }
    }
  }
}

function testsIn(block, prefix) {
  return block.children.flatMap(child => {
    const id = `${prefix} ${child.name}`.trimStart();
    return child.type === 'describeBlock' ? testsIn(child, id) : [{ id, test: child }];
  });
}

module.exports = WarmEnvironment;
module.exports.waiting = waiting;
