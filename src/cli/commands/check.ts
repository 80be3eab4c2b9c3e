import { checkPortfolio } from '../../app/check.ts';
import { problemJson } from '../../app/read-file.ts';
import { EXIT, problemText } from '../../core/problem.ts';
import { tally } from '../../render/locale.ts';
import { failOnOption, parseOptions } from '../options.ts';
import { effects, print, printJson } from '../output.ts';
import { worstExit } from '../severity.ts';

/** `quarterdeck check`: every mistake of the portfolio (exit 2) and of its sources (exit 1), all at once. */
export async function run(given: Record<string, unknown>): Promise<number> {
  const options = parseOptions({ failOn: failOnOption }, given);
  const { problems, configured, sources, findings } = await checkPortfolio({
    from: options.C,
    analyse: options.failOn !== undefined,
    effects: effects(),
  });
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (options.json) {
    await printJson({
      configured,
      sources,
      problems: problems.map(problemJson),
      findings: findings.map(({ id, check, severity, entity, title }) => ({ id, check, severity, entity, title })),
    });
  } else {
    for (const problem of problems) await print(problemText(problem));
    await print(
      [tally(sources, 'source'), tally(errors, 'error'), tally(problems.length - errors, 'warning')].join(', '),
    );
  }
  if (!configured) return EXIT.usage;
  return errors > 0 ? EXIT.failure : worstExit(findings, options.failOn);
}
