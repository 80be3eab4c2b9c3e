import { openWorkspace } from '../../app/workspace.ts';
import { problemJson } from '../../app/read-file.ts';
import { EXIT, oneLine, problemText } from '../../core/problem.ts';
import { tally } from '../../render/locale.ts';
import { parseOptions } from '../options.ts';
import { aligned, effects, print, printJson } from '../output.ts';

/** `quarterdeck collect`: reads what changed into facts. Exit 1 when a source has rows that could not be read. */
export async function run(given: Record<string, unknown>): Promise<number> {
  const options = parseOptions({}, given);
  const workspace = await openWorkspace({ from: options.C, effects: effects() });
  const { sources, problems, reused, facts } = workspace;
  await workspace.close();
  if (options.json) {
    await printJson({
      snapshot: facts.snapshot,
      sources,
      read: sources.length - reused,
      reused,
      problems: problems.map(problemJson),
    });
  } else {
    const rows = sources.map((source) => [
      source.entity,
      oneLine(source.file),
      source.kind,
      tally(source.rows, 'row'),
      source.first && source.last ? `${source.first} to ${source.last}` : 'no dates',
      source.problems > 0 ? tally(source.problems, 'problem') : '',
    ]);
    for (const problem of problems) process.stderr.write(`${problemText(problem)}\n`);
    await print(aligned(rows));
    await print(
      `snapshot ${facts.snapshot}: ${tally(sources.length, 'source')}, ${sources.length - reused} read, ${reused} unchanged`,
    );
  }
  return problems.some(({ severity }) => severity === 'error') ? EXIT.failure : EXIT.ok;
}
