import { openRun, type Run } from '../../src/app/run.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { copyOfExample, type ExampleName } from './_examples.ts';

const runs = new Map<ExampleName, Promise<Run>>();

/** An example, analysed once for all tests that only look. Its facts are closed: what they told is in the book. */
export function analysedExample(name: ExampleName): Promise<Run> {
  const known = runs.get(name) ?? analyseOnce(name);
  runs.set(name, known);
  return known;
}

async function analyseOnce(name: ExampleName): Promise<Run> {
  const { folder, remove } = copyOfExample(name);
  try {
    const run = await openRun({ from: folder, effects: { ...systemEffects, env: {} } });
    await run.close();
    return run;
  } finally {
    remove();
  }
}
