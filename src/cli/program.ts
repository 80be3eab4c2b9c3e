import { Command, CommanderError, Option } from 'commander';
import { EXIT } from '../core/problem.ts';
import manifest from '../../package.json' with { type: 'json' };

/** A command: its options in, an exit code out. Each lives in a module of its own that is loaded when it is called. */
type Run = (options: Record<string, unknown>, ...words: string[]) => Promise<number>;

/** Formats of `report`; the renderers' table in src/render/index.ts is checked against it by a test. */
const FORMATS = ['terminal', 'html', 'text', 'md', 'json', 'eml'];
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];

const EXIT_CODES = `
Exit codes: 0 ok, 1 failure, 2 usage or configuration, 3 partly sent, 4 findings at or above --fail-on.
Nothing is asked without a terminal. NO_COLOR is honoured.`;

const asOf = (): Option =>
  new Option(
    '--as-of <date>',
    'the day the report speaks for, YYYY-MM-DD (default: as_of of the portfolio, else today)',
  );
const failOn = (): Option =>
  new Option('--fail-on <severity>', 'exit with 4 when a finding is at least this severe').choices(SEVERITIES);

const wait = (): Option =>
  new Option('--wait <seconds>', 'how long to wait for messages that a provider puts off').default('60');

/** An option that may be given several times. */
const several = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((one: string, before: string[] | undefined) => [...(before ?? []), one]);

const statementOptions = (): Option[] => [
  several('-f, --file <journal>', 'the journal, "-" for standard input; may be repeated (default: $LEDGER_FILE)'),
  new Option('--value <basis>', 'what was paid, or the market price at the end of each column').choices([
    'cost',
    'market',
  ]),
  new Option('--monthly', 'a column for each month'),
  new Option('--quarterly', 'a column for each quarter'),
  new Option('--yearly', 'a column for each year'),
  new Option('--from <date>', 'from this day on, such as 2026-03-15, 2026-03, 2026-Q1 or 2026'),
  new Option('--to <date>', 'up to this day, which is included: 2026 goes to 31 December'),
  new Option('--depth <levels>', 'levels of accounts; those below are part of the last one'),
  new Option('--flat', 'whole names of accounts instead of a tree'),
  new Option('--empty', 'also accounts whose amounts are nil'),
  new Option('--currency <commodity>', 'value everything in it, at market'),
  new Option('--fiscal-year-start <month>', 'first month or day of the year, such as 04 or 04-06'),
  new Option('--cleared', 'only postings that are marked as cleared'),
  new Option('--real', 'no virtual postings'),
  new Option('--secondary-dates', 'by the secondary dates of transactions'),
  several('--operating <words>', 'cashflow: accounts whose names hold these words; may be repeated'),
  several('--investing <words>', 'the same'),
  several('--financing <words>', 'the same'),
  new Option('--receipts [rows]', 'below each account the postings behind it (default: 5 of each)'),
  new Option('--csv', 'print CSV for a spreadsheet'),
  new Option('--force', 'a statement also of a journal with errors'),
  new Option('--kind <kind>', 'the reader (default: detected)'),
  new Option('--no-cache', 'read everything anew, and keep nothing'),
];

/** Reads the command line, runs the command and answers its exit code. */
export async function program(words: readonly string[]): Promise<number> {
  let exit: number = EXIT.ok;
  const root = new Command('quarterdeck')
    .description('Executive reports with receipts, out of a folder of bank exports.')
    .version(manifest.version)
    .option('-C <folder>', 'the portfolio (default: this folder, or the nearest above with a portfolio.yaml)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXIT_CODES)
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride();

  const command = (
    usage: string,
    description: string,
    load: () => Promise<{ run: Run }>,
    options: readonly Option[] = [],
  ): void => {
    const added = root.command(usage).description(description);
    for (const option of options) added.addOption(option);
    added.action(async (...args: unknown[]) => {
      const given = args
        .slice(0, -2)
        .flat()
        .filter((word): word is string => typeof word === 'string');
      const { run } = await load();
      exit = await run(added.optsWithGlobals(), ...given);
    });
  };

  command(
    'init [folder]',
    'look at a folder of exports and write a portfolio.yaml for it',
    () => import('./commands/init.ts'),
    [
      new Option('--name <name>', 'name of the portfolio'),
      new Option('--currency <code>', 'base currency, such as USD'),
      new Option('--time-zone <zone>', 'such as America/Los_Angeles'),
      new Option('--dry-run', 'print the proposal, write nothing'),
      new Option('--force', 'replace a portfolio.yaml that is there'),
    ],
  );
  command(
    'check',
    'check the portfolio and every source in it; name every mistake',
    () => import('./commands/check.ts'),
    [failOn()],
  );
  command('collect', 'read the sources that changed into facts', () => import('./commands/collect.ts'));
  command('report <type>', 'compose a report and print it', () => import('./commands/report.ts'), [
    new Option('--format <format>', 'how to print it').choices(FORMATS).default(undefined, 'terminal'),
    new Option('--out <file>', 'write to a file instead'),
    new Option('--reader <email>', 'compare with the last report to this reader (default: the first who receives it)'),
    asOf(),
    failOn(),
  ]);
  command(
    'send <type>',
    'compose a report, "executive" (those on the businesses as a whole) or "all", and send it',
    () => import('./commands/send.ts'),
    [
      new Option('--list <name>', 'only this list of recipients'),
      new Option('--again', 'also what was sent already, within the hours in which it is not sent twice'),
      wait(),
      asOf(),
      failOn(),
    ],
  );
  command(
    'resend [ids...]',
    'send the very same messages again to those who did not get them',
    () => import('./commands/resend.ts'),
    [
      new Option('--failed', 'recipients whose delivery failed: of these dispatches, or of the last seven days'),
      new Option('--unknown', 'dispatches whose outcome nobody knows, at the risk of sending twice'),
      new Option('--give-up', 'do not send these dispatches at all'),
      wait(),
    ],
  );
  command('deliver', 'go on with what waits in the queue; for a timer', () => import('./commands/deliver.ts'), [
    new Option('--resume', 'sending was stopped, and what stopped it is mended'),
    wait(),
  ]);
  command(
    'serve',
    'the dashboard and its API, until it is stopped; sends what is queued and what is scheduled',
    () => import('./commands/serve.ts'),
    [
      new Option('--port <port>', 'where to listen; 0 takes a free one').default('8787'),
      new Option('--host <address>', 'this machine alone, unless dashboard.url is https').default('127.0.0.1'),
      new Option('--no-schedule', 'send nothing by itself: another server does'),
      new Option(
        '--trust-proxy <count>',
        'how many proxies stand before it, whose word on who asks is taken (X-Forwarded-For)',
      ).default('0'),
    ],
  );
  command(
    'dispatches [id]',
    'what was sent, the latest first; or one with each recipient',
    () => import('./commands/dispatches.ts'),
    [
      new Option('--limit <count>', 'how many').default('10'),
      new Option('--cursor <text>', 'where the page before ended'),
    ],
  );
  command(
    'feedback [path]',
    'take what providers and mail servers said: SES events, failure reports, a mailbox folder',
    () => import('./commands/feedback.ts'),
  );
  command(
    'suppression [action] [address]',
    'list whom nothing is sent to, or "add" or "remove" an address',
    () => import('./commands/suppression.ts'),
    [
      new Option('--list <name>', 'only mail of this list'),
      new Option('--note <words>', 'why, for whoever reads it later'),
      new Option('--limit <count>', 'how many').default('100'),
      new Option('--cursor <text>', 'where the page before ended'),
    ],
  );
  command('verify', 'check that nobody changed the records of what was sent', () => import('./commands/verify.ts'), [
    new Option(
      '--anchors <folder>',
      'hold them against the audit copies in this folder (a Maildir, or .eml files), too',
    ),
    new Option('--key <ids...>', 'trust these keys, too: of records that another machine signed'),
  ]);
  command(
    'records <action> [what]',
    '"backup <file>", "restore <file>", "rotate <audit|token|address|link>" a key, or make the DynamoDB "tables"',
    () => import('./commands/records.ts'),
    [new Option('--fill', 'restore: into records that hold something; what is there stays')],
  );
  command(
    'findings [action] [which]',
    'list findings, or "show", "acknowledge", "snooze", "assign" or "reopen" one: by its id, or a check for all of its own',
    () => import('./commands/findings.ts'),
    [
      new Option('--note <words>', 'why, for whoever reads it later'),
      new Option('--until <date>', 'snooze: it stays quiet up to this day, unless it worsens'),
      new Option('--to <name>', 'assign: whose it is from now on'),
      new Option('--by <name>', 'who says so (default: $USER)'),
      new Option('--severity <severity>', 'list only those at least this severe').choices(SEVERITIES),
      new Option('--entity <id>', 'list only those of this entity'),
      asOf(),
    ],
  );
  command(
    'read <file>',
    'show what a reader makes of one file, without a portfolio',
    () => import('./commands/read.ts'),
    [
      new Option('--kind <kind>', 'the reader, such as csv or ofx (default: detected)'),
      new Option('--preset <preset>', 'stripe, stripe-payouts, paypal, square or bank (default: detected)'),
      new Option('--currency <code>', 'where the file does not say'),
      new Option('--date-order <order>', 'ymd, mdy or dmy, where the file is ambiguous'),
      new Option('--decimal <mark>', 'the decimal mark, "." or ","'),
      new Option('--encoding <name>', 'such as windows-1252'),
      new Option('--limit <rows>', 'rows to show (all of them with --json)').default('20'),
    ],
  );
  command(
    'statement <which>',
    'income, balance or cashflow: a statement of a journal, without a portfolio',
    () => import('./commands/statement.ts'),
    statementOptions(),
  );
  command(
    'explain <figure>',
    'show where a figure comes from, down to file and line',
    () => import('./commands/explain.ts'),
    [asOf(), new Option('--limit <rows>', 'rows to show of each query (all of them with --json)').default('20')],
  );
  command(
    'export <what>',
    'write the derived books: "export journal" gives an hledger journal',
    () => import('./commands/export.ts'),
    [new Option('--out <file>', 'write to a file instead'), new Option('--entity <id>', 'only this entity')],
  );
  command(
    'doctor',
    'check this machine, the portfolio, the cache and the receipts',
    () => import('./commands/doctor.ts'),
    [asOf()],
  );

  try {
    await root.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  return exit;
}
