import { systemEffects, type Effects } from '../core/effects.ts';
import { EXIT, type ExitCode } from '../core/problem.ts';

/** Writes to stdout and waits for it, so that a big report is whole when the process ends. */
export async function print(text: string): Promise<void> {
  await new Promise<void>((done, fail) => {
    process.stdout.write(text === '' || text.endsWith('\n') ? text : `${text}\n`, (error) =>
      error ? fail(error) : done(),
    );
  });
}

/** A reader that leaves early (`| head`) ends us quietly, as it does `cat`, with the exit code that is known by then. */
function leave(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.ok);
  process.stderr.write(`quarterdeck: the output cannot be written (${error.code ?? error.message})\n`);
  process.exit(EXIT.failure);
}

export function leaveWithReader(): void {
  process.stdout.on('error', leave);
  // Nobody is left to be told.
  process.stderr.on('error', () => undefined);
}

/** The exit code from here on, whether or not somebody reads to the end what comes now. */
export function settled(exit: ExitCode): ExitCode {
  process.exitCode = exit;
  return exit;
}

/** A server does not end because nobody reads its log any more: people wait for its answers, and sends are under way. */
export function outliveReader(): void {
  process.stdout.off('error', leave);
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    process.stderr.write(`the log cannot be written (${error.code ?? error.message}); the server goes on without it\n`);
  });
  process.stdout.on('error', () => undefined);
}

/** One JSON document; amounts (bigint) are decimal strings, never floats. */
export async function printJson(value: unknown): Promise<void> {
  await print(JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part), 2));
}

/** True when a person sees colours: a terminal, and NO_COLOR is not set (no-color.org: any value that is not empty). */
export function colour(): boolean {
  return process.stdout.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}

/** Under this nobody wonders whether the program hangs. */
const QUIET_MILLISECONDS = 1000;

/** The real world, with progress on stderr: only on a terminal, and only for what takes over a second. */
export function effects(): Effects {
  const started = performance.now();
  return {
    ...systemEffects,
    progress(line) {
      if (process.stderr.isTTY && performance.now() - started > QUIET_MILLISECONDS) process.stderr.write(`  ${line}\n`);
    },
  };
}

/** Left-aligned columns for a terminal; the last one runs free. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
