import { EXIT, oneLine, problemText, UserError } from '../core/problem.ts';
import { program } from './program.ts';

// A reader that leaves early (`| head`) ends us quietly, as it does `cat`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failure);
});

/** No stack trace for what the user can mend; the whole trace for what only we can, when QUARTERDECK_DEBUG is set. */
function reportError(error: unknown): number {
  if (error instanceof UserError) {
    for (const problem of error.problems) process.stderr.write(`${problemText(problem)}\n`);
    process.stderr.write(`quarterdeck: ${oneLine(error.message)}\n`);
    return error.exit;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`quarterdeck: unexpected: ${oneLine(message)} (set QUARTERDECK_DEBUG=1 for the trace)\n`);
  if (process.env['QUARTERDECK_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return EXIT.failure;
}

try {
  process.exitCode = await program(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportError(error);
}
